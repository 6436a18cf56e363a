using Microsoft.Extensions.Options;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Silo;

/// <summary>The operator account that configuration asks for. Both or neither; with neither, the first start makes one up.</summary>
internal sealed class OperatorOptions
{
    public const string Section = "Tenantry:Operator";

    public string? Email { get; set; }

    public string? Password { get; set; }

    /// <summary>Whether operators without a second factor can do nothing but set one up.</summary>
    public bool RequireSecondFactor { get; set; }

    internal sealed class Rules(IPasswords passwords) : IValidateOptions<OperatorOptions>
    {
        public ValidateOptionsResult Validate(string? name, OperatorOptions options)
        {
            if (options is { Email: null, Password: null })
                return ValidateOptionsResult.Success;
            if (options.Email is null || options.Password is null)
                return ValidateOptionsResult.Fail($"{Section}:Email and {Section}:Password belong together; only one is set.");
            if (!EmailAddress.TryNormalize(options.Email, out _, out _))
                return ValidateOptionsResult.Fail($"{Section}:Email is not an email address.");
            return passwords.Weakness(options.Password, options.Email) is { } weakness
                ? ValidateOptionsResult.Fail($"{Section}:Password must not be used: {weakness}")
                : ValidateOptionsResult.Success;
        }
    }
}
