using System.Text;
using Awl.Http;

namespace Awl.Tests.Http;

public class ScriptedTransportTests
{
    [Fact]
    public async Task Replies_come_in_order_and_requests_are_kept_as_they_were()
    {
        var transport = new ScriptedTransport().Reply(503).Fail(TransportFault.ReadTimeout).Reply(200, "fine", ("x-amzn-requestid", "1"));
        var request = new HttpRequest { Host = "a.example", Body = RequestBody.Of("one"u8.ToArray()) };
        request.Headers["Date"] = "today";

        Assert.Equal(503, (await transport.SendAsync(request, default)).Status);
        request.Headers["Date"] = "tomorrow";
        var fault = await Assert.ThrowsAsync<TransportException>(() => transport.SendAsync(request, default));
        using var reply = await transport.SendAsync(request, default);

        Assert.Equal(TransportFault.ReadTimeout, fault.Fault);
        Assert.Equal("1", reply.Headers["X-Amzn-RequestId"]);
        Assert.Equal("fine", await new StreamReader(reply.Body, Encoding.UTF8).ReadToEndAsync());
        Assert.Equal(["today", "tomorrow", "tomorrow"], transport.Requests.Select(sent => sent.Headers["date"]));
        Assert.Equal("one", transport.Requests[0].BodyText);
    }
}
