namespace Tenantry.Grains.Interfaces;

/// <summary>Whose log an event is in.</summary>
public enum LogKind
{
    Organization,

    User,

    /// <summary>The provider's own staff.</summary>
    Operators,
}
