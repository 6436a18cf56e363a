using System.Reflection;
using System.Runtime.CompilerServices;

namespace Tenantry.House.Tests;

/// <summary>What types are called, and who can see them.</summary>
public sealed class TypeTests
{
    // Words that say nothing about what a thing is.
    private static readonly string[] EmptyWords = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Service", "Dto", "Model", "Common"];

    public static TheoryData<string> Rooms => ReferenceTests.LinkedRooms;

    [Theory, MemberData(nameof(Rooms))]
    public void No_name_ends_in_an_empty_word(string room)
        => Rule.Holds(Written(room).Where(type => EmptyWords.Any(word => PlainName(type).EndsWith(word, StringComparison.Ordinal))));

    [Theory, MemberData(nameof(Rooms))]
    public void Every_type_is_in_the_namespace_of_its_room(string room)
        => Rule.Holds(Written(room).Where(type => type.Namespace != $"Tenantry.{room}"));

    [Theory]
    [InlineData("Grains", "TenantryGrains")]
    [InlineData("Silo")]
    public void A_room_shows_nothing_but_its_door(string room, params string[] doors)
        => Rule.Holds(Written(room).Where(type => type.IsVisible).Select(type => type.Name).Except(doors));

    [Fact]
    public void Grains_keep_their_names_when_classes_are_renamed()
    {
        // What a grain stores is found again by the name of its type.
        var stateful = Written("Grains").Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(Grain)));

        Assert.NotEmpty(stateful);
        Rule.Holds(stateful.Where(type => type.GetCustomAttribute<GrainTypeAttribute>() is null));
    }

    [Fact]
    public void Methods_of_grains_have_no_Async_suffix()
    {
        var grains = Written("Grains.Interfaces").Where(type => type.IsInterface && type.IsAssignableTo(typeof(IGrain)));

        Assert.NotEmpty(grains);
        Rule.Holds(grains.SelectMany(type => type.GetMethods()).Select(method => method.Name).Where(name => name.EndsWith("Async", StringComparison.Ordinal)));
    }

    // Generated types have generated names.
    private static IEnumerable<Type> Written(string room)
        => Assembly.Load($"Tenantry.{room}").GetTypes().Where(type => type.Namespace?.StartsWith("Tenantry", StringComparison.Ordinal) == true
            && !type.IsDefined(typeof(CompilerGeneratedAttribute), false)
            && !type.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute), false)
            && !type.Name.Contains('<', StringComparison.Ordinal));

    private static string PlainName(Type type) => type.Name.Split('`')[0];
}
