using Amazon;
using Microsoft.Extensions.Options;

namespace Tenantry.Identity;

/// <summary>Where the keys lie that protect secrets at rest, and what protects those: the section <c>Tenantry:Keys</c>.</summary>
internal sealed class RingSettings
{
    public const string Section = "Tenantry:Keys";

    public const string InFolder = "folder";
    public const string InStore = "store";

    /// <summary>
    /// <c>folder</c>: beside the data, for one process; <c>store</c>: among the data, for all processes of a cluster. Null: the store
    /// if it is shared, otherwise the folder.
    /// </summary>
    public string? Ring { get; set; }

    /// <summary>The id, ARN or alias of the KMS key that wraps the ring's keys; null: they lie as they are.</summary>
    public string? KmsKeyId { get; set; }

    /// <summary>The region of the KMS key; null: as the environment says.</summary>
    public string? Region { get; set; }

    /// <summary>The endpoint of KMS; null: the region's.</summary>
    public string? ServiceUrl { get; set; }

    /// <param name="isShared">Whether other processes use the same store, so that they need the same keys.</param>
    internal sealed class Rules(bool isShared) : IValidateOptions<RingSettings>
    {
        public ValidateOptionsResult Validate(string? name, RingSettings options)
        {
            if (options.Ring is not (null or InFolder or InStore))
                return ValidateOptionsResult.Fail($"{Section}:Ring must be {InFolder} or {InStore}; it is '{options.Ring}'.");
            if (isShared && options.Ring is InFolder)
                return ValidateOptionsResult.Fail($"{Section}:Ring must be {InStore}, since other processes use the same store and need the same keys; it is '{InFolder}'.");
            if (options.KmsKeyId is null && (options.Region ?? options.ServiceUrl) is not null)
                return ValidateOptionsResult.Fail($"{Section}:KmsKeyId is missing, though other settings of KMS are there.");
            if (options.KmsKeyId is "")
                return ValidateOptionsResult.Fail($"{Section}:KmsKeyId is empty; it must name a key.");
            if (options.ServiceUrl is { } url && !(Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
                return ValidateOptionsResult.Fail($"{Section}:ServiceUrl must be an http or https address; it is '{url}'.");
            return options.Region is { } region && RegionEndpoint.EnumerableAllRegions.All(known => known.SystemName != region)
                ? ValidateOptionsResult.Fail($"{Section}:Region is no region of AWS; it is '{region}'.")
                : ValidateOptionsResult.Success;
        }
    }
}
