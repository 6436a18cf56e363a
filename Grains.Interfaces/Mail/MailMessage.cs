namespace Tenantry.Grains.Interfaces;

/// <summary>A mail as it leaves. Its text can hold a token, so it is neither stored nor logged.</summary>
public sealed record MailMessage
{
    /// <summary>Becomes part of the Message-ID, by which a receiver can tell a repetition.</summary>
    public required MailId Id { get; init; }

    /// <summary>One email address.</summary>
    public required string To { get; init; }

    /// <summary>One line.</summary>
    public required string Subject { get; init; }

    /// <summary>The body for readers without HTML.</summary>
    public required string Text { get; init; }

    /// <summary>The same as a whole HTML document.</summary>
    public required string Html { get; init; }

    public override string ToString() => Id.Value;
}
