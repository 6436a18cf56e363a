using System.Net;

namespace Tenantry.Grains.Tests;

public sealed class ClientAddressTests
{
    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    [InlineData("2001:db8:1:2:ffff::1", "2001:db8:1:2::")]
    public void A_holder_is_counted_once(string address, string holder)
        => Assert.Equal(IPAddress.Parse(holder), ClientAddress.Holder(IPAddress.Parse(address)));
}
