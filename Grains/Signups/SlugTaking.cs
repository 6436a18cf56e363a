namespace Tenantry.Grains;

/// <summary>Takes a slug for an organization that is about to be founded.</summary>
internal sealed class SlugTaking(IGrainFactory grains)
{
    private static readonly TimeSpan PendingRetry = TimeSpan.FromSeconds(10);

    /// <summary>Reads a slug as typed; null when none was asked for, or a rule is broken.</summary>
    public static string? Read(string field, string? typed, FieldRules rules)
    {
        if (typed is null)
            return null;
        if (!Slug.TryNormalize(typed, out var slug))
            rules.Break(field, "must be 3 to 40 of the letters a to z, digits and single inner hyphens");
        else if (Slug.IsReserved(slug))
            rules.Break(field, "is reserved");
        return slug;
    }

    /// <summary>
    /// The slug that was asked for, or else the first that is free of those the name suggests.
    /// Errors: <see cref="ErrorCode.SlugTaken"/>, <see cref="ErrorCode.TemporarilyUnavailable"/>.
    /// </summary>
    public async Task<Result<string>> Take(string? wanted, string name, OrganizationId attempt, CommandIds ids)
    {
        if (wanted is not null)
        {
            var answer = await grains.SlugClaim(wanted).Take(attempt.Value, attempt.Value);
            return answer == ClaimAnswer.Granted ? wanted : Pending(Errors.SlugTaken(), answer);
        }

        foreach (var candidate in SlugCandidates.For(name, ids))
        {
            var claim = grains.SlugClaim(candidate);
            if (await claim.Get() is { } holder && holder.Owner != attempt.Value)
                continue;
            if (await claim.Take(attempt.Value, attempt.Value) == ClaimAnswer.Granted)
                return candidate;
        }

        return Errors.TemporarilyUnavailable("No free slug was found for this name; try again, or choose one.");
    }

    /// <summary>What a claim that was not granted is to the caller: one that is only pending may yet become free.</summary>
    public static Error Pending(Error error, ClaimAnswer answer)
        => answer == ClaimAnswer.Pending ? error with { RetryAfter = PendingRetry } : error;
}
