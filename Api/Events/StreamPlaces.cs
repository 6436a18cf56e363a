namespace Tenantry.Api;

/// <summary>How many streams there are, of each organization and in all, so that they cannot use up the process.</summary>
internal sealed class StreamPlaces(LiveSettings settings)
{
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<OrganizationId, int> _byOrganization = [];
    private int _inAll;

    /// <summary>How many there are.</summary>
    public int Taken
    {
        get
        {
            lock (_lock)
                return _inAll;
        }
    }

    /// <summary>Takes a place for a stream; answers the refusal when there is none.</summary>
    /// <param name="organization">Whose events it is for; the default for those of all.</param>
    /// <param name="place">Gives the place back.</param>
    public Problem? Take(OrganizationId organization, out IDisposable place)
    {
        place = new Place(this, organization);
        lock (_lock)
        {
            if (_inAll >= settings.Streams)
                return Full();
            var taken = _byOrganization.GetValueOrDefault(organization);
            if (taken >= settings.StreamsPerOrganization)
                return new(ProblemKind.RateLimited)
                {
                    Detail = $"There are {taken} streams of these events already, which is the most at one time.",
                    RetryAfter = TryAgain,
                    ViolatedPolicies = ["streams"],
                };

            _byOrganization[organization] = taken + 1;
            _inAll++;
            return null;
        }
    }

    /// <summary>The refusal when no more streams are taken on.</summary>
    public static Problem Full()
        => Problem.Of(Errors.TemporarilyUnavailable("No more streams are taken on here right now; try again.")) with { RetryAfter = TryAgain };

    private void GiveBack(OrganizationId organization)
    {
        lock (_lock)
        {
            _inAll--;
            if (--_byOrganization[organization] == 0)
                _byOrganization.Remove(organization);
        }
    }

    private sealed class Place(StreamPlaces places, OrganizationId organization) : IDisposable
    {
        private bool _given;

        public void Dispose()
        {
            if (!_given)
                places.GiveBack(organization);
            _given = true;
        }
    }
}
