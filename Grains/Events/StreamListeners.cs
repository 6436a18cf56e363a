using Orleans.Metadata;

namespace Tenantry.Grains;

/// <summary>Whether there are grains, besides our own relay, that subscribe to the streams of the logs.</summary>
internal sealed class StreamListeners(IClusterManifestProvider manifests)
{
    private (MajorMinorVersion Version, bool Exist)? _known;

    public bool Exist
    {
        get
        {
            var manifest = manifests.Current;
            if (_known is { } known && known.Version == manifest.Version)
                return known.Exist;

            var exist = manifest.AllGrainManifests.SelectMany(silo => silo.Grains)
                .Any(grain => grain.Key != Relay && grain.Value.Properties.Any(IsOurNamespace));
            _known = (manifest.Version, exist);
            return exist;
        }
    }

    private static GrainType Relay { get; } = GrainType.Create("event-relay");

    private static bool IsOurNamespace(KeyValuePair<string, string> property)
        => property.Key.StartsWith(WellKnownGrainTypeProperties.BindingPrefix, StringComparison.Ordinal)
            && property.Key.EndsWith(WellKnownGrainTypeProperties.StreamBindingPatternKey, StringComparison.Ordinal)
            && property.Value.Contains(EventStreams.Namespace, StringComparison.Ordinal);
}
