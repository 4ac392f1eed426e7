using System.Security.Cryptography.X509Certificates;
using Awl.Http;
using Awl.Tests.Machines;

namespace Awl.Tests.Http;

public class ServerTrustTests
{
    const string Hello = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

    [Fact]
    public async Task A_server_whose_root_is_in_the_bundle_is_trusted()
    {
        var (root, certificate) = Certificates.Chain();
        var other = Certificates.SelfSigned("other.example");
        await using var server = LoopbackServer.Answering(Hello, certificate);
        var machine = new FakeMachine().With("/ca.pem", $"# two of them\n{other.ExportCertificatePem()}\n{root.ExportCertificatePem()}\n");
        Assert.Equal(200, await StatusAsync(server, new() { CaBundle = "/ca.pem" }, machine));
    }

    [Fact]
    public async Task No_verification_trusts_anybody()
    {
        await using var server = LoopbackServer.Answering(Hello, Certificates.SelfSigned("other.example"));
        Assert.Equal(200, await StatusAsync(server, new() { VerifyCertificates = false, CaBundle = "/nope" }, new FakeMachine()));
    }

    [Fact]
    public async Task A_server_that_the_system_does_not_know_is_not_trusted()
    {
        await using var server = LoopbackServer.Answering(Hello, Certificates.SelfSigned());
        await FailsAsync(server, new(), new FakeMachine(), "certificate verify failed: self-signed certificate (CN=127.0.0.1)");
        await using var signed = LoopbackServer.Answering(Hello, Certificates.Chain().Server);
        await FailsAsync(signed, new(), new FakeMachine(), "certificate verify failed: unable to get local issuer certificate (CN=127.0.0.1)");
    }

    [Fact]
    public async Task A_bundle_replaces_the_systems_roots_and_does_not_excuse_name_or_date()
    {
        var (root, misnamed) = Certificates.Chain("other.example");
        await using var wrongName = LoopbackServer.Answering(Hello, misnamed);
        await FailsAsync(wrongName, new() { CaBundle = "/ca.pem" }, Bundle(root), "hostname '127.0.0.1' doesn't match CN=other.example");

        var (expiredRoot, expired) = Certificates.Chain(endsInDays: -1);
        await using var old = LoopbackServer.Answering(Hello, expired);
        await FailsAsync(old, new() { CaBundle = "/ca.pem" }, Bundle(expiredRoot), "certificate verify failed: certificate has expired (CN=127.0.0.1)");

        await using var stranger = LoopbackServer.Answering(Hello, Certificates.Chain().Server);
        await FailsAsync(stranger, new() { CaBundle = "/ca.pem" }, Bundle(root),
            "certificate verify failed: unable to get local issuer certificate (CN=127.0.0.1)");
    }

    [Fact]
    public async Task A_bundle_that_cannot_be_read_is_named()
    {
        await using var server = LoopbackServer.Answering(Hello, Certificates.SelfSigned());
        await FailsAsync(server, new() { CaBundle = "/ca.pem" }, new FakeMachine(), "No such CA bundle: '/ca.pem'");
        await FailsAsync(server, new() { CaBundle = "/ca.pem" }, new FakeMachine().With("/ca.pem", "hello"),
            "no certificate or crl found in the CA bundle '/ca.pem'");
    }

    [Fact]
    public async Task Plain_http_reads_no_bundle()
    {
        await using var server = LoopbackServer.Answering(Hello);
        using var transport = new SocketsTransport(new() { CaBundle = "/nope" }, new FakeMachine());
        using var reply = await transport.SendAsync(new() { Scheme = "http", Host = server.Host, Method = "GET" }, default);
        Assert.Equal(200, reply.Status);
    }

    [Fact]
    public async Task A_server_that_speaks_no_tls_or_hangs_up_fails_plainly()
    {
        await using var plain = new LoopbackServer(async connection =>
        {
            await connection.Stream.ReadExactlyAsync(new byte[10]);
            await connection.WriteAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        });
        await FailsAsync(plain, new(), new FakeMachine(), "the server does not speak TLS as we do");

        await using var gone = new LoopbackServer(_ => Task.CompletedTask);
        using var transport = new SocketsTransport(new(), new FakeMachine());
        var error = await Assert.ThrowsAsync<TransportException>(() => transport.SendAsync(new() { Host = gone.Host }, default));
        Assert.Equal(TransportFault.ConnectionClosed, error.Fault);
    }

    static FakeMachine Bundle(X509Certificate2 root) => new FakeMachine().With("/ca.pem", root.ExportCertificatePem());

    static async Task<int> StatusAsync(LoopbackServer server, TransportOptions options, FakeMachine machine)
    {
        using var transport = new SocketsTransport(options, machine);
        using var reply = await transport.SendAsync(new() { Host = server.Host, Method = "GET" }, TestContext.Current.CancellationToken);
        return reply.Status;
    }

    static async Task FailsAsync(LoopbackServer server, TransportOptions options, FakeMachine machine, string reason)
    {
        var error = await Assert.ThrowsAsync<TransportException>(() => StatusAsync(server, options, machine));
        Assert.Equal(TransportFault.Certificate, error.Fault);
        Assert.Equal($"SSL validation failed for https://{server.Host}/ {reason}", error.Message);
    }
}
