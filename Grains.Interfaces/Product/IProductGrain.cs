using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

/// <summary>What the product that is sold defines: flags, meters, permissions, a checklist. One record of a few KB, the operators' data.</summary>
[Alias("IProductGrain")]
public interface IProductGrain : IGrainWithStringKey
{
    /// <summary>The definition; until operators put one, the defaults.</summary>
    [Alias("Get"), AlwaysInterleave]
    ValueTask<ProductDefinition> Get();

    /// <summary>Replaces the definition; by the same one nothing changes. Errors: <see cref="ErrorCode.ValidationFailed"/>, <see cref="ErrorCode.RevisionMismatch"/>.</summary>
    [Alias("Put")]
    Task<Result<ProductDefinition>> Put(ProductDefinition definition, long? ifRevision, Actor actor);
}
