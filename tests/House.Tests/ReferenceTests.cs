using System.Reflection;

namespace Tenantry.House.Tests;

/// <summary>Which room may know which. Nothing points upwards.</summary>
public sealed class ReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Grains.Interfaces"] = [],
        ["Grains"] = ["Grains.Interfaces"],
        ["Persistence"] = ["Grains.Interfaces"],
        ["Identity"] = ["Grains.Interfaces"],
        ["Hosting"] = ["Grains.Interfaces", "Persistence", "Identity"],
        // The second for its program alone, which a test below sees to.
        ["Api"] = ["Grains.Interfaces", "Hosting"],
        ["Silo"] = ["Grains.Interfaces", "Grains", "Persistence", "Identity", "Hosting", "Api"],
        ["Bench"] = ["Grains.Interfaces", "Persistence"],
    };

    // A technology lives in the room that chose it; the others meet it behind a contract.
    private static readonly Dictionary<string, string[]> Homes = new()
    {
        ["Microsoft.Data.Sqlite"] = ["Persistence", "Bench"],
        ["Npgsql"] = ["Persistence"],
        ["Orleans.Clustering.AdoNet"] = ["Persistence"],
        ["OpenIddict"] = ["Identity"],
        ["Microsoft.IdentityModel"] = ["Identity"],
        ["AWSSDK"] = ["Identity", "Persistence", "Silo"],
        ["DnsClient"] = ["Silo"],
        ["MailKit"] = ["Silo"],
        ["MimeKit"] = ["Silo"],
        ["Scalar"] = ["Api"],
        ["OpenTelemetry"] = ["Hosting"],
        ["Orleans.Dashboard"] = ["Silo"],
        ["Orleans.Server"] = ["Silo"],
        ["Orleans.Client"] = ["Persistence", "Hosting"],
        ["Orleans.Runtime"] = ["Grains", "Persistence", "Hosting", "Silo"],
        ["Microsoft.AspNetCore"] = ["Api", "Identity", "Hosting", "Silo", "Bench"],
    };

    public static TheoryData<string> Rooms => [.. Repository.Rooms.Select(room => room.Name)];

    public static TheoryData<string> LinkedRooms => ["Grains.Interfaces", "Grains", "Persistence", "Identity", "Hosting", "Api", "Silo"];

    [Theory, MemberData(nameof(Rooms))]
    public void A_project_file_names_only_rooms_that_it_may_know(string room)
    {
        Assert.True(Allowed.ContainsKey(room), $"{room} is a new room; say in this test what it may know.");
        Rule.Holds(Repository.Projects.Single(project => project.Name == room).References.Except(Allowed[room]));
    }

    [Theory, MemberData(nameof(LinkedRooms))]
    public void A_compiled_room_uses_only_rooms_that_it_may_know(string room)
    {
        var used = Used(room).Where(name => name.StartsWith("Tenantry.", StringComparison.Ordinal)).Select(name => name["Tenantry.".Length..]);

        Rule.Holds(used.Except(Allowed[room]));
    }

    [Theory, MemberData(nameof(LinkedRooms))]
    public void A_technology_stays_in_its_home(string room)
    {
        var strangers = Used(room).Where(name => Homes.Any(home => IsOf(name, home.Key) && !home.Value.Contains(room)));

        Rule.Holds(strangers);
    }

    [Theory, MemberData(nameof(Rooms))]
    public void A_project_file_names_a_technology_only_in_its_home(string room)
    {
        var packages = Repository.Projects.Single(project => project.Name == room).Packages;
        var strangers = packages.Where(package => Homes.Any(home
            => (IsOf(package, home.Key) || IsOf(package, $"Microsoft.{home.Key}")) && !home.Value.Contains(room)));

        Rule.Holds(strangers);
    }

    [Fact]
    public void Only_the_program_of_the_Api_knows_how_it_is_hosted()
    {
        var api = Repository.Projects.Single(project => project.Name == "Api");

        Rule.Holds(api.Sources.Where(file => File.ReadAllText(file).Contains("Tenantry.Hosting", StringComparison.Ordinal))
            .Select(Repository.Relative).Except(["Api/Program.cs"]));
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(Path.Combine(Repository.Root, "Tenantry.slnx"));

        Rule.Holds(Repository.Projects.Select(project => Repository.Relative(project.File))
            .Where(file => !solution.Contains($"\"{file}\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_room_has_tests()
    {
        // Contracts do no work, and the samples of what does are tested where it is done.
        var tested = Repository.Projects.Where(project => project.IsTest).Select(project => project.Name);

        Rule.Holds(Repository.Rooms.Where(room => room.Name != "Grains.Interfaces").Select(room => $"{room.Name}.Tests").Except(tested));
    }

    private static IEnumerable<string> Used(string room)
        => Assembly.Load($"Tenantry.{room}").GetReferencedAssemblies().Select(name => name.Name!);

    private static bool IsOf(string name, string family)
        => name == family || name.StartsWith($"{family}.", StringComparison.Ordinal);
}
