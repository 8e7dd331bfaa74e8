using 'main.bicep'

param stage = 'dev'
param gpuProfile = 'Consumption-GPU-NC8as-T4'
param workerImage = readEnvironmentVariable('SAEFLOWS_WORKER_IMAGE', '')
param workerModels = readEnvironmentVariable('SAEFLOWS_WORKER_MODELS', 'pocket')
param maxWorkers = 1
param jobsPerWorker = 128
param maximumFunctionInstances = 40
param schedulerSku = 'Consumption'
param retention = { histories: 3, orchestrations: 7, logs: 30, deletedBlobs: 1 }
param dataSku = 'Standard_LRS'
param logCapGb = 1
param keyVaultPurgeProtection = false
param chatDeployments = [
  { name: 'reformulator', model: 'gpt-5-mini', version: '2025-08-07', capacity: 50 }
  { name: 'verifier', model: 'gpt-5', version: '2025-08-07', capacity: 50 }
]
