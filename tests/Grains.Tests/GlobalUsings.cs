global using Tenantry.Grains.Interfaces;
global using ErrorCode = Tenantry.Grains.Interfaces.ErrorCode;
