namespace Tenantry.Grains.Interfaces;

/// <summary>Verifies the address of whoever asks, by the token that was mailed to it.</summary>
[GenerateSerializer, Immutable, Alias("ProveEmail")]
public sealed record ProveEmail : Command<Done>
{
    [Id(0)]
    public required string Token { get; init; }

    /// <summary>Who asks; a token of another account is none.</summary>
    [Id(1)]
    public required UserId User { get; init; }
}

/// <summary>Mails another token that verifies the address.</summary>
[GenerateSerializer, Immutable, Alias("SendVerification")]
public sealed record SendVerification : Command<Done>
{
    [Id(0)]
    public required UserId User { get; init; }
}

/// <summary>Mails a token by which a password can be set anew, if there is such an account. Whether there is, the answer does not tell.</summary>
[GenerateSerializer, Immutable, Alias("ForgetPassword")]
public sealed record ForgetPassword : Command<Done>
{
    [Id(0)]
    public required string Email { get; init; }
}

/// <summary>Sets a password anew by a mailed token.</summary>
[GenerateSerializer, Immutable, Alias("ResetPassword")]
public sealed record ResetPassword : Command<Done>
{
    [Id(0)]
    public required string Token { get; init; }

    [Id(1)]
    public required string Password { get; init; }
}

/// <summary>Changes the password of whoever knows it.</summary>
[GenerateSerializer, Immutable, Alias("ChangePassword")]
public sealed record ChangePassword : Command<Done>
{
    [Id(0)]
    public required UserId User { get; init; }

    [Id(1)]
    public required string Current { get; init; }

    [Id(2)]
    public required string Password { get; init; }
}

/// <summary>Mails a token to another address, by which the account gets it.</summary>
[GenerateSerializer, Immutable, Alias("ChangeEmail")]
public sealed record ChangeEmail : Command<Done>
{
    [Id(0)]
    public required UserId User { get; init; }

    [Id(1)]
    public required string Email { get; init; }

    /// <summary>The account's password; null from who has none here.</summary>
    [Id(2)]
    public string? Password { get; init; }
}

/// <summary>Gives the account of whoever asks the address to which the token was mailed.</summary>
[GenerateSerializer, Immutable, Alias("ConfirmEmailChange")]
public sealed record ConfirmEmailChange : Command<Done>
{
    [Id(0)]
    public required string Token { get; init; }

    /// <summary>Who asks; a token of another account is none.</summary>
    [Id(1)]
    public required UserId User { get; init; }
}

/// <summary>Closes an account for good.</summary>
[GenerateSerializer, Immutable, Alias("CloseAccount")]
public sealed record CloseAccount : Command<Done>
{
    [Id(0)]
    public required UserId User { get; init; }

    /// <summary>The account's password; null from who has none here.</summary>
    [Id(1)]
    public string? Password { get; init; }
}
