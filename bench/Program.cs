using Tenantry.Bench;

switch (args)
{
    // The program in its two other roles: the limits, each measured as a process of its own.
    case [LimitRole.Name]:
        await LimitRole.Run();
        return 0;
    case [StoreRole.Name, var data]:
        await StoreRole.Run(data);
        return 0;
}

BenchOptions options;
try
{
    options = BenchOptions.Parse(args);
}
catch (Exception exception) when (exception is FormatException or OverflowException)
{
    Console.Error.WriteLine($"{exception.Message}\n\n{BenchOptions.Usage}");
    return 2;
}

return await new BenchRun(options, TimeProvider.System).Run();
