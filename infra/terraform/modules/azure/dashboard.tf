# One page: how often each function ran and failed, how long it took, what was told, and what the alarms on runs look at.

locals {
  charts = merge(
    {
      "Runs of each function" = "AppRequests | summarize runs = sum(ItemCount) by bin(TimeGenerated, 15m), Name | render timechart"
      "Runs that failed"      = "AppRequests | where Success == false | summarize failed = sum(ItemCount) by bin(TimeGenerated, 15m), Name | render timechart"
      "How long they take"    = "AppRequests | summarize percentile(DurationMs, 95) by bin(TimeGenerated, 15m), Name | render timechart"
      "What was told"         = "AppTraces | extend line = parse_json(extract(@'\\{.*\\}', 0, Message)) | where isnotempty(line.told) | summarize told = count() by bin(TimeGenerated, 15m), tostring(line.told) | render timechart"
      "What they could not"   = "AppTraces | extend line = parse_json(extract(@'\\{.*\\}', 0, Message)) | where tostring(line.level) in ('warn', 'error') | project TimeGenerated, line | order by TimeGenerated desc | take 50"
    },
    { for name, a in local.ran : a.what => a.query },
  )
}

resource "azurerm_application_insights_workbook" "this" {
  name                = uuidv5("url", "${azurerm_resource_group.this.id}/dashboard")
  resource_group_name = azurerm_resource_group.this.name
  location            = azurerm_resource_group.this.location
  display_name        = var.name
  source_id           = lower(azurerm_log_analytics_workspace.this.id)
  tags                = var.tags

  data_json = jsonencode({
    version = "Notebook/1.0"
    items = [
      for title, query in local.charts : {
        type = 3
        name = title
        content = {
          version      = "KqlItem/1.0"
          title        = title
          query        = query
          size         = 0
          timeContext  = { durationMs = 86400000 }
          queryType    = 0
          resourceType = "microsoft.operationalinsights/workspaces"
        }
      }
    ]
    fallbackResourceIds = [azurerm_log_analytics_workspace.this.id]
  })
}
