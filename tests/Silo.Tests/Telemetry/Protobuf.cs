using System.Text;

namespace Tenantry.Silo.Tests;

/// <summary>A message in Protocol Buffers' wire format, of which only members with a length are read.</summary>
internal readonly record struct Protobuf(ReadOnlyMemory<byte> Message)
{
    /// <summary>The members of a number that are messages themselves.</summary>
    public IEnumerable<Protobuf> Parts(int number) => Members().Where(member => member.Number == number).Select(member => new Protobuf(member.Value));

    /// <summary>The first member of a number; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Bytes(int number) => Members().FirstOrDefault(member => member.Number == number).Value;

    public string Text(int number) => Encoding.UTF8.GetString(Bytes(number).Span);

    private List<(int Number, ReadOnlyMemory<byte> Value)> Members()
    {
        var members = new List<(int, ReadOnlyMemory<byte>)>();
        var place = 0;
        while (place < Message.Length)
        {
            var tag = Varint(ref place);
            switch (tag & 7)
            {
                case 0:
                    Varint(ref place);
                    break;
                case 1:
                    place += 8;
                    break;
                case 2:
                    var length = (int)Varint(ref place);
                    members.Add(((int)(tag >> 3), Message.Slice(place, length)));
                    place += length;
                    break;
                case 5:
                    place += 4;
                    break;
                default:
                    throw new FormatException($"There is no wire type {tag & 7}.");
            }
        }

        return members;
    }

    private ulong Varint(ref int place)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = Message.Span[place++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }
    }
}
