# Into Azure: one identity that writes, which each role of the functions in AWS may be. Entra compares issuer, audience and subject
# as they stand here.

locals {
  into_azure = var.to == "azure"
}

resource "azurerm_user_assigned_identity" "writer" {
  count = local.into_azure ? 1 : 0

  name                = "${var.name}-from-aws"
  resource_group_name = var.azure_bucket.resource_group
  location            = var.azure_bucket.location
  tags                = var.tags
}

resource "azurerm_federated_identity_credential" "aws" {
  for_each = local.into_azure ? var.from_aws.roles : {}

  name                      = "${var.name}-aws-${each.key}"
  user_assigned_identity_id = azurerm_user_assigned_identity.writer[0].id
  issuer                    = var.from_aws.issuer
  audience                  = ["api://AzureADTokenExchange"]
  subject                   = each.value
}
