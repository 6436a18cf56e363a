namespace Tenantry.Persistence;

/// <summary>What one transaction carries out: the writes of any number of calls.</summary>
internal sealed class PostgresBatch
{
    private readonly List<PendingWrites> _calls = [];
    private readonly List<Slot> _slots = [];
    private bool _ordered;

    /// <summary>How many writes the calls have, refused ones among them.</summary>
    public int Count { get; private set; }

    /// <summary>How many bytes their bodies have.</summary>
    public int Bytes { get; private set; }

    public int Calls => _calls.Count;

    /// <summary>When the first of the calls came, as a timestamp.</summary>
    public long Oldest { get; private set; } = long.MaxValue;

    /// <summary>
    /// The writes, in the ordinal order of their keys, and those of one record in the order in which they came. Every process
    /// locks records in this order, so that no two wait for each other.
    /// </summary>
    public IReadOnlyList<Slot> Slots
    {
        get
        {
            if (!_ordered)
                _slots.Sort();
            _ordered = true;
            return _slots;
        }
    }

    public void Add(PendingWrites call)
    {
        _calls.Add(call);
        Count += call.Count;
        Oldest = Math.Min(Oldest, call.Arrived);
        for (var i = 0; i < call.Count; i++)
        {
            if (call.IsRefused(i))
                continue;
            _slots.Add(new Slot(call, i, _slots.Count));
            Bytes += call.Writes[i].Body?.Length ?? 0;
        }

        _ordered = false;
    }

    public void Succeed() => _calls.ForEach(call => call.Succeed());

    public void Fail(Exception cause) => _calls.ForEach(call => call.Fail(cause));

    /// <summary>One write of a call.</summary>
    internal readonly record struct Slot(PendingWrites Call, int Index, int Arrival) : IComparable<Slot>
    {
        public RecordWrite Write => Call.Writes[Index];

        public bool IsConflict => Call.IsConflict(Index);

        public void Set(WriteOutcome outcome) => Call.Set(Index, outcome);

        public int CompareTo(Slot other)
        {
            var (one, two) = (Write.Key, other.Write.Key);
            var order = string.CompareOrdinal(one.Partition, two.Partition);
            if (order == 0)
                order = string.CompareOrdinal(one.Key, two.Key);
            return order == 0 ? Arrival.CompareTo(other.Arrival) : order;
        }
    }
}
