# Timers run inside the apps of sweep and audit, by these settings. The host keeps their state, so that a
# round that fell into a restart is made up for.

locals {
  schedules = {
    ATTESTRY_SWEEP_SCHEDULE = var.schedule
    ATTESTRY_AUDIT_SCHEDULE = var.audit_schedule
  }
}
