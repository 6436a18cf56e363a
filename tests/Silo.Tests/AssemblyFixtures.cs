using System.Runtime.Versioning;
using Tenantry.Silo.Tests;
using Xunit.Sdk;
using Xunit.v3;

// Processes are started and stopped here, and times measured: one test at a time.
[assembly: Parallelization(Mode = ParallelMode.None)]
[assembly: AssemblyFixture(typeof(SharedProgram))]

// The tests send signals and look at the modes of files.
[assembly: UnsupportedOSPlatform("windows")]
