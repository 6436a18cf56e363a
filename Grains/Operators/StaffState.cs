using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Who belongs to the staff, and the rules that need nothing else.</summary>
internal sealed record StaffState
{
    /// <summary>How many operators there can be, so that the record stays small.</summary>
    public const int MostOperators = 200;

    public ImmutableDictionary<OperatorId, StaffPlace> Operators { get; init; } = ImmutableDictionary<OperatorId, StaffPlace>.Empty;

    /// <summary>Counts the decisions that are told to the accounts, so that an older one never undoes a newer one.</summary>
    public long Order { get; init; }

    /// <summary>Whose address this is; null when it is nobody's.</summary>
    /// <param name="email">A normalized email address.</param>
    public OperatorId? Find(string email)
    {
        foreach (var (id, place) in Operators)
        {
            if (place.Email == email)
                return id;
        }

        return null;
    }

    /// <summary>An operator has this place from now on, null for none. Errors: <see cref="ErrorCode.LastOperator"/>.</summary>
    public Result<StaffState> Give(OperatorId id, StaffPlace? place)
    {
        var next = place is null ? Operators.Remove(id) : Operators.SetItem(id, place);
        if (Operators.Values.Any(one => one.Governs) && !next.Values.Any(one => one.Governs)) return Errors.LastOperator();
        return this with { Operators = next, Order = Order + 1 };
    }

    public override string ToString() => nameof(StaffState);
}

/// <summary>One operator's place in the staff.</summary>
/// <param name="Email">The normalized address.</param>
/// <param name="Role">The role.</param>
/// <param name="Disabled">Whether the account is disabled.</param>
internal sealed record StaffPlace(string Email, OperatorRole Role, bool Disabled)
{
    /// <summary>Whether it can administer the others.</summary>
    [JsonIgnore]
    public bool Governs => Role == OperatorRole.Admin && !Disabled;
}
