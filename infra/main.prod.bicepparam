using 'main.bicep'

param stage = 'prod'
param gpuProfile = 'Consumption-GPU-NC24-A100'
param workerImage = readEnvironmentVariable('SAEFLOWS_WORKER_IMAGE', '')
param workerModels = readEnvironmentVariable('SAEFLOWS_WORKER_MODELS', 'pocket')
param maxWorkers = 4
param jobsPerWorker = 64
param maximumFunctionInstances = 100
param schedulerSku = 'Consumption'
param retention = { histories: 7, orchestrations: 30, logs: 90, deletedBlobs: 14 }
param dataSku = 'Standard_ZRS'
param logCapGb = 10
param keyVaultPurgeProtection = true
param chatDeployments = [
  { name: 'reformulator', model: 'gpt-5-mini', version: '2025-08-07', capacity: 250 }
  { name: 'verifier', model: 'gpt-5', version: '2025-08-07', capacity: 250 }
]
