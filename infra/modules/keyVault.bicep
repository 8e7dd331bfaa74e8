metadata description = 'Holds the keys that the Functions host makes for its own HTTP functions, instead of a file in storage.'

import { roles } from 'roles.bicep'

param name string
param location string
param tags object
param purgeProtection bool
param functionsPrincipalId string

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    sku: { family: 'A', name: 'standard' }
    tenantId: tenant().tenantId
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 7
    // Null leaves it off; false is refused once it was on.
    enablePurgeProtection: purgeProtection ? true : null
  }
}

// The host creates and rolls its keys, so reading alone is not enough.
resource keepKeys 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, functionsPrincipalId, roles.keyVaultSecretsOfficer)
  scope: vault
  properties: {
    principalId: functionsPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.keyVaultSecretsOfficer)
  }
}

output uri string = vault.properties.vaultUri
