namespace Tenantry.Grains;

/// <summary>An operator's account.</summary>
internal sealed record OperatorState
{
    /// <summary>Whether there is such an account, any more or yet.</summary>
    public bool Created { get; init; }

    public string Email { get; init; } = "";

    public string? Name { get; init; }

    public OperatorRole Role { get; init; }

    public string PasswordHash { get; init; } = "";

    /// <summary>The second factor, on or about to be; null for none.</summary>
    public SecondFactor? SecondFactor { get; init; }

    /// <summary>Which of the operator's tokens are good.</summary>
    public Standing Standing { get; init; } = new();

    /// <summary>The order of the last decision of the staff that was carried out here.</summary>
    public long Order { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The account after a decision about it. Disabled, it loses its sessions for good.</summary>
    public OperatorState After(OperatorDecision decision, long order, DateTimeOffset now) => this with
    {
        Role = decision.Role,
        Name = decision.Name ?? Name,
        Standing = decision.Disabled == Standing.Disabled ? Standing : decision.Disabled ? Standing.Disable(now) : Standing.Enable(),
        Order = order,
    };

    public OperatorView View(OperatorId id, long revision) => new()
    {
        Id = id,
        Email = Email,
        Name = Name,
        Role = Role,
        Disabled = Standing.Disabled,
        SecondFactor = SecondFactor is { IsOn: true },
        CreatedAt = CreatedAt,
        Revision = revision,
    };

    public override string ToString() => nameof(OperatorState);
}
