namespace Tenantry.Grains;

/// <summary>What an operator's password is needed for.</summary>
internal sealed class OperatorFlow(IGrainFactory grains, IPasswords passwords)
{
    /// <summary>
    /// Makes an operator. Errors: <see cref="ErrorCode.ValidationFailed"/>, those of <see cref="IStaffGrain.Add"/>.
    /// </summary>
    public async Task<Result<OperatorId>> Add(AddOperator add, CommandIds ids)
    {
        var rules = new FieldRules();
        if (!EmailAddress.TryNormalize(add.Email, out var email, out var key))
            rules.Break("email", "must be an email address of at most 254 characters");
        var name = rules.OptionalLine("name", add.Name);
        var role = rules.OptionalOperatorRole("role", add.Role) ?? OperatorRole.Support;
        if (passwords.Weakness(add.Password, key, name) is { } weakness)
            rules.Break("password", weakness);
        if (rules.AreBroken) return rules.ToError();

        var id = ids.For<OperatorId>("operator");
        if (await grains.Staff().Find(key!) is { } holder && holder != id) return Errors.OperatorEmailTaken();
        var added = await grains.Staff().Add(new NewOperator
        {
            Id = id,
            Email = email!,
            EmailKey = key!,
            Name = name,
            Role = role,
            PasswordHash = await passwords.Hash(add.Password),
        }, add.Actor);
        return added.Succeeded ? id : added.Error;
    }

    /// <summary>
    /// Changes a password by the one so far. Guessing that one is slowed as at log-in. Errors: <see cref="ErrorCode.OperatorNotFound"/>,
    /// <see cref="ErrorCode.TooManyAttempts"/>, <see cref="ErrorCode.PasswordWrong"/>, <see cref="ErrorCode.ValidationFailed"/>.
    /// </summary>
    public async Task<Result<Done>> ChangePassword(ChangeOperatorPassword change)
    {
        var account = grains.Operator(change.Operator);
        var found = await account.Get();
        if (!found.Succeeded) return found.Error;
        if (passwords.Weakness(change.Password, found.Value.Email, found.Value.Name) is { } weakness)
            return Errors.ValidationFailed("password", weakness);

        return await Refusal(change.Operator, change.Current) is { } refusal
            ? refusal
            : await account.SetPassword(await passwords.Hash(change.Password), Actor.Operator(change.Operator));
    }

    /// <summary>
    /// Makes a seed for whoever knows the password. Errors: <see cref="ErrorCode.TooManyAttempts"/>,
    /// <see cref="ErrorCode.PasswordWrong"/>, those of <see cref="IAccountGrain.EnrolSecondFactor"/>.
    /// </summary>
    public async Task<Result<TotpEnrolment>> Enrol(EnrolOperatorFactor enrol)
        => await Refusal(enrol.Operator, enrol.Password) is { } refusal ? refusal : await grains.Operator(enrol.Operator).EnrolSecondFactor();

    /// <summary>
    /// Does what a code of the second factor allows; guessing is slowed as at log-in. Errors: <see cref="ErrorCode.TooManyAttempts"/>,
    /// those of the work.
    /// </summary>
    public async Task<Result<T>> ByCode<T>(OperatorId id, Func<IOperatorGrain, Task<Result<T>>> work)
    {
        var throttle = grains.Throttle("operator-code", id.Value);
        if (await throttle.Attempt() is { } wait) return Errors.TooManyAttempts(wait);

        var done = await work(grains.Operator(id));
        await (done.Succeeded ? throttle.Succeeded() : throttle.Failed());
        return done;
    }

    // Null when the password is right.
    private async Task<Error?> Refusal(OperatorId id, string password)
    {
        var throttle = grains.Throttle("operator-password", id.Value);
        if (await throttle.Attempt() is { } wait) return Errors.TooManyAttempts(wait);
        if (!await passwords.Verify((await grains.Operator(id).GetCredentials())?.PasswordHash, password))
        {
            await throttle.Failed();
            return Errors.PasswordWrong();
        }

        await throttle.Succeeded();
        return null;
    }
}
