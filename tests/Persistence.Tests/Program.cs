using Tenantry.Persistence.Tests;

if (args is [CountingProcess.Command, var path])
    return await CountingProcess.Count(path);

// What xunit's own entry point does.
return args.Contains("--server") || args.Contains("--internal-msbuild-node")
    ? await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(
        args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
    : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
