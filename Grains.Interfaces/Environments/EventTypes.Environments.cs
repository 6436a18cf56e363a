using System.Collections.Immutable;

namespace Tenantry.Grains.Interfaces;

public static partial class EventTypes
{
    private static readonly EventMember Glimpse = EventMember.Any("a setting that had another value, by its name: the first 60 characters of it; 20 settings at most");

    private static readonly ImmutableArray<EventMember> Written =
    [
        new("project", "its project"),
        new("added", "the names of those that are new, joined by spaces", IsNullable: true),
        new("changed", "the names of those with another value", IsNullable: true),
        new("removed", "the names of those that are gone", IsNullable: true),
    ];

    public static EventType EnvironmentCreated { get; } = new("environment.created", "An environment was made.")
    {
        Subject = EventSubject.Environment,
        Data = [new("name", "its name"), new("project", "its project")],
    };

    public static EventType EnvironmentRenamed { get; } = new("environment.renamed", "An environment has another name.")
    {
        Subject = EventSubject.Environment,
        Data = [new("project", "its project")],
        Changes = [new("name", "its name")],
    };

    public static EventType EnvironmentKeyRotated { get; } = new("environment.key_rotated", "An environment has a new key.")
    {
        Subject = EventSubject.Environment,
        Data =
        [
            new("project", "its project"),
            new("previousValidUntil", "until when the key before is good; null when it ended at once", IsNullable: true),
        ],
    };

    public static EventType EnvironmentKeyEnded { get; } = new("environment.key_ended", "The key before the present one was ended.")
    {
        Subject = EventSubject.Environment,
        Data = [new("project", "its project")],
    };

    public static EventType EnvironmentVariablesChanged { get; } = new(
        "environment.variables_changed", "Variables of an environment were changed; their values are told nowhere.")
    {
        Subject = EventSubject.Environment,
        Data = Written,
    };

    public static EventType EnvironmentSettingsChanged { get; } = new(
        "environment.settings_changed", "Settings of an environment were changed.")
    {
        Subject = EventSubject.Environment,
        Data = Written,
        Changes = [Glimpse],
    };

    public static EventType EnvironmentPromoted { get; } = new("environment.promoted", "Settings of another environment were taken over.")
    {
        Subject = EventSubject.Environment,
        Data = [new("from", "the other environment"), .. Written],
        Changes = [Glimpse],
    };
}
