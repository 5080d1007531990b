# When somebody has to look. Each alarm names what it watches; the names of functions and of what is told
# come from the same lists as the functions themselves.

locals {
  # As Azure writes it: an hour is PT1H, and sixty minutes are refused.
  window = var.late_after_minutes < 60 ? "PT${var.late_after_minutes}M" : "PT${floor(var.late_after_minutes / 60)}H"

  # By what ran: the query finds what is wrong, or, where there has to be something, what is right.
  ran = {
    sweep-late = {
      what     = "No sweep has ended well for ${var.late_after_minutes} minutes: nothing is checked."
      query    = "AppRequests | where Name == 'sweep' and Success == true"
      operator = "LessThan"
      limit    = 1
      every    = "PT5M"
      window   = local.window
    }
    commit-lag = {
      what     = "A check has ended well more than ten minutes ago, and no append since: results wait for their commit."
      query    = "let appended = toscalar(AppRequests | where Name == 'append' and Success == true | summarize max(TimeGenerated)); AppRequests | where Name == 'check' and Success == true and TimeGenerated > coalesce(appended, datetime(1970-01-01)) and TimeGenerated < ago(10m)"
      operator = "GreaterThan"
      limit    = 0
      every    = "PT5M"
      window   = "PT1H"
    }
    audit-failed = {
      what     = "An audit did not end: what the other clouds wrote is not judged."
      query    = "AppRequests | where Name == 'audit' and Success == false"
      operator = "GreaterThan"
      limit    = 0
      every    = "PT15M"
      window   = "PT1H"
    }
    audit-missing = {
      what     = "No audit has ended for two days."
      query    = "AppRequests | where Name == 'audit' and Success == true"
      operator = "LessThan"
      limit    = 1
      every    = "PT1H"
      window   = "P2D"
    }
    dead-letters = {
      what     = "A message failed five times. The log has its results after all, or a gap or an action."
      query    = "AppRequests | where Name in ('check_dead_letter', 'append_dead_letter')"
      operator = "GreaterThan"
      limit    = 0
      every    = "PT5M"
      window   = "PT15M"
    }
  }

  # By what was told: a count of Event Grid's, under the name of the subscription.
  told_alarms = {
    contraindicated = "A component's check failed."
    refuted         = "Evidence is forged, replayed or of another machine."
    gap             = "A planned check has no answer, or came to no conclusion."
    log-fault       = "An audit found a fault, or the bucket shows what it never should."
  }
}

# Before there is a log nothing runs, and silence is no alarm.
resource "azurerm_monitor_scheduled_query_rules_alert_v2" "ran" {
  for_each = { for k, a in local.ran : k => a if var.genesis != null }

  name                 = "${var.name}-${each.key}"
  resource_group_name  = azurerm_resource_group.this.name
  location             = azurerm_resource_group.this.location
  description          = each.value.what
  severity             = 1
  scopes               = [azurerm_log_analytics_workspace.this.id]
  evaluation_frequency = each.value.every
  window_duration      = each.value.window
  tags                 = var.tags

  criteria {
    query                   = each.value.query
    time_aggregation_method = "Count"
    operator                = each.value.operator
    threshold               = each.value.limit
  }

  action {
    action_groups = var.alarm_targets
  }
}

resource "azurerm_monitor_metric_alert" "told" {
  for_each = local.told_alarms

  name                = "${var.name}-${each.key}"
  resource_group_name = azurerm_resource_group.this.name
  description         = each.value
  severity            = 1
  scopes              = [azurerm_eventgrid_topic.told.id]
  frequency           = "PT1M"
  window_size         = "PT5M"
  tags                = var.tags

  criteria {
    metric_namespace = "Microsoft.EventGrid/topics"
    metric_name      = "MatchedEventCount"
    aggregation      = "Total"
    operator         = "GreaterThan"
    threshold        = 0

    dimension {
      name     = "EventSubscriptionName"
      operator = "Include"
      values   = [azurerm_eventgrid_event_subscription.told[each.key].name]
    }
  }

  dynamic "action" {
    for_each = var.alarm_targets

    content {
      action_group_id = action.value
    }
  }
}

# Events that did not reach event.
resource "azurerm_monitor_metric_alert" "undelivered" {
  for_each = local.sources

  name                = "${var.name}-undelivered-${each.key}"
  resource_group_name = azurerm_resource_group.this.name
  description         = "Event Grid could not deliver an event for a day and dropped it; the schedule makes up for it."
  severity            = 2
  scopes              = [azurerm_eventgrid_system_topic.source[each.key].id]
  frequency           = "PT5M"
  window_size         = "PT15M"
  tags                = var.tags

  criteria {
    metric_namespace = "Microsoft.EventGrid/systemTopics"
    metric_name      = "DroppedEventCount"
    aggregation      = "Total"
    operator         = "GreaterThan"
    threshold        = 0
  }

  dynamic "action" {
    for_each = var.alarm_targets

    content {
      action_group_id = action.value
    }
  }
}
