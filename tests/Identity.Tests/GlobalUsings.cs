global using System.Net;
global using Tenantry.Grains.Interfaces;
global using Tenantry.Identity.Tests;
