global using Tenantry.Grains.Interfaces;
// Orleans has an enum of the same name.
global using ErrorCode = Tenantry.Grains.Interfaces.ErrorCode;
