namespace Tenantry.Identity.Tests;

public sealed class PasswordStrengthTests
{
    [Theory]
    [InlineData("short 9ch")]
    [InlineData("1234567890")]
    [InlineData("0987654321")]
    [InlineData("qwertyuiop")]
    [InlineData("Password123")]
    [InlineData("P@ssw0rd123")]
    [InlineData("passwordpassword")]
    [InlineData("iloveyou1234")]
    [InlineData("letmein12345")]
    [InlineData("aaaaaaaaaaaaaaa")]
    [InlineData("qwertyuiop12")]
    [InlineData("qwerty123456")]
    [InlineData("1qaz2wsx3edc")]
    [InlineData("Summer2026!")]
    [InlineData("butterfly1234")]
    [InlineData("4dm1n1strat0r!!")]
    [InlineData("Elizabeth-1985")]
    [InlineData("11111111112")]
    [InlineData("abcabcabcabcabc")]
    [InlineData("abcdefghijklmnopqrstuvwxyz")]
    [InlineData("ADA.LOVELACE-2026-x")]
    [InlineData("my name is lovelace 7")]
    [InlineData("analytical-engines!42")]
    public void A_weak_password_is_refused(string password)
        => Assert.NotNull(PasswordStrength.Weakness(password, ["ada.lovelace@example.com", "Ada Lovelace", "Analytical Engines"]));

    [Theory]
    [InlineData("correct horse battery staple")]
    [InlineData("kJ8#mP2$vL")]
    [InlineData("purple tractor on the moon")]
    [InlineData("ada has a good one: 7 hats")]
    [InlineData("пурпурный трактор на луне")]
    [InlineData("🐢🚀🌵🎻🧭🐙🪐🧨🎲🧊")]
    public void A_strong_password_is_accepted(string password)
        => Assert.Null(PasswordStrength.Weakness(password, ["ada@example.com", "Ada Lovelace", null, ""]));

    [Fact]
    public void Half_a_surrogate_pair_is_no_text() => Assert.NotNull(PasswordStrength.Weakness($"half a pair {(char)0xd800} of surrogates", []));

    [Fact]
    public void Characters_are_code_points()
    {
        Assert.NotNull(PasswordStrength.Weakness(string.Concat(Enumerable.Repeat("🐢🚀🌵", 3)), []));
        Assert.Null(PasswordStrength.Weakness(new string([.. Enumerable.Range(0, 128).Select(i => (char)('!' + i * 37 % 90))]), []));
        Assert.NotNull(PasswordStrength.Weakness(new string([.. Enumerable.Range(0, 129).Select(i => (char)('!' + i * 37 % 90))]), []));
    }

    [Fact]
    public void Every_password_of_the_common_list_is_refused_in_any_case()
    {
        using var list = new StreamReader(typeof(Zxcvbn.Zxcvbn).Assembly.GetManifestResourceStream("zxcvbn-core.Dictionaries.passwords.lst")!);
        var common = list.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

        Assert.True(common.Length >= 10_000);
        Assert.DoesNotContain(common, password => PasswordStrength.Weakness(password, []) is null);
        Assert.DoesNotContain(common, password => PasswordStrength.Weakness(password.ToUpperInvariant(), []) is null);
    }
}
