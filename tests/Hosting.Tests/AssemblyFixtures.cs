using System.Runtime.Versioning;
using Tenantry.Hosting.Tests;
using Xunit.Sdk;
using Xunit.v3;

// Processes are started, paused and killed here, and times measured: one test at a time.
[assembly: Parallelization(Mode = ParallelMode.None)]
[assembly: AssemblyFixture(typeof(SharedCluster))]

// The tests send signals.
[assembly: UnsupportedOSPlatform("windows")]
