using System.Text.RegularExpressions;

namespace Tenantry.Grains.Tests;

/// <summary>Asks for what has to do with accounts as their owners do.</summary>
internal static partial class Moving
{
    public static Task<Outcome> AskEmail(this IGrainFactory grains, UserId user, string email)
        => grains.Commands().Run(new ChangeEmail { User = user, Email = email, Password = Make.Password });

    /// <summary>As the user whose token it is.</summary>
    public static Task<Outcome> ConfirmEmail(this IGrainFactory grains, string token)
        => AccountToken.TryParse(token, out var own)
            ? grains.Commands().Run(new ConfirmEmailChange { Token = token, User = own.User })
            : throw new ArgumentException("This is no token of an account.", nameof(token));

    public static Task<Outcome> CloseAccount(this IGrainFactory grains, UserId user)
        => grains.Commands().Run(new CloseAccount { User = user, Password = Make.Password });

    public static Task<SignInRuling> SignIn(this IGrainFactory grains, UserId user, SecondFactorProof? proof = null)
        => grains.User(user).SignIn(DateTimeOffset.UtcNow, proof);

    /// <summary>The tokens by which these users get an address, as soon as all mails have come.</summary>
    public static async Task<string[]> TokensFor(this RecordingMailer mailer, IGrainFactory grains, string email, params UserId[] users)
    {
        foreach (var user in users)
            Assert.Null((await grains.AskEmail(user, email)).Error);
        await Eventually.True(() => Task.FromResult(Tokens(mailer, email).Count() >= users.Length));
        return [.. Tokens(mailer, email)];
    }

    /// <summary>A token that was just made for the address that a user has asked for.</summary>
    public static async Task<string> Token(this IGrainFactory grains, UserId user, ProofPurpose purpose, long order = 0)
        => (await grains.User(user).IssueProof(purpose, order))!.Token;

    private static IEnumerable<string> Tokens(RecordingMailer mailer, string email)
        => mailer.SentTo(email).Select(mail => Link().Match(mail.Text)).Where(link => link.Success).Select(link => link.Groups[1].Value);

    [GeneratedRegex(@"/email/confirm#token=(\S+)")]
    private static partial Regex Link();
}
