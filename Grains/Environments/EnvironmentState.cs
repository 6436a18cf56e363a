using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>What belongs to one environment alone.</summary>
internal sealed record EnvironmentState
{
    /// <summary>How much the variables and settings of an environment may take together, in bytes of JSON, so that its record stays small.</summary>
    public const int MostBytes = 32 * 1024;

    public EnvironmentValues Variables { get; init; } = new();

    public long VariablesRevision { get; init; }

    public EnvironmentValues Settings { get; init; } = new();

    public long SettingsRevision { get; init; }

    /// <summary>The last promotion to this environment; null when there was none.</summary>
    public EventId? LastPromotion { get; init; }

    public EnvironmentValues Get(ValueKind kind) => kind == ValueKind.Variables
        ? Variables with { Revision = VariablesRevision }
        : Settings with { Revision = SettingsRevision };

    /// <summary>With other values of one kind.</summary>
    public EnvironmentState With(ValueKind kind, EnvironmentValues values) => kind == ValueKind.Variables
        ? this with { Variables = values, VariablesRevision = VariablesRevision + 1 }
        : this with { Settings = values, SettingsRevision = SettingsRevision + 1 };

    [JsonIgnore]
    public bool IsFull => ValueRules.Size(Variables.Values) + ValueRules.Size(Settings.Values) > MostBytes;
}
