namespace Tenantry.Silo.Tests;

public sealed class ReadmeTests
{
    [Fact]
    public async Task The_tour_prints_what_the_readme_says()
    {
        var tour = Tour.Read(await File.ReadAllTextAsync(Readme(), TestContext.Current.CancellationToken));
        Assert.True(tour.Steps.Count > 10, "The tour was not found.");
        using var folder = new TemporaryFolder();
        await using var program = await RunningProgram.StartIn(folder.Path, ["--urls=http://127.0.0.1:0"]);

        var printed = await tour.Run(folder.Path, program.Address);

        Assert.Equal(tour.Steps.Count, printed.Count);
        Assert.All(tour.Steps.Zip(printed), step
            => Assert.True(step.First.Matches(step.Second), $"$ {step.First.Command}\nprinted:\n{step.Second}\nand not:\n{step.First.Output}"));
    }

    private static string Readme()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Tenantry.slnx")))
            folder = folder.Parent!;
        return Path.Combine(folder.FullName, "README.md");
    }
}
