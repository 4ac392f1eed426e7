using Awl.Http;
using Awl.Local.Hosting;
using Awl.Local.Sandbox;
using Awl.Local.Sandbox.Iam;
using Awl.Local.Sandbox.Storage;
using Awl.Models;
using Awl.Tests.Machines;

namespace Awl.Tests.Local.Sandbox;

/// <summary>A sandbox on a free port, in a folder that may outlive it, with a clock of its own.</summary>
sealed class SandboxHost : IAsyncDisposable
{
    readonly DataFolder _folder;
    readonly LocalServer _server;
    readonly StringWriter _log;

    SandboxHost(DataFolder folder, SandboxServer sandbox, LocalServer server, FakeMachine machine, StringWriter log)
        => (_folder, Sandbox, _server, Machine, _log) = (folder, sandbox, server, machine, log);

    public SandboxServer Sandbox { get; }

    /// <summary>The world that the sandbox lives in.</summary>
    public FakeMachine Machine { get; }

    public string Url => _server.Url;

    /// <summary>The keys of the first user.</summary>
    public IamAccessKey Key => Sandbox.Iam.Read(state => state.Users[IamStore.FirstUser].AccessKeys[0]);

    /// <summary>What the sandbox says of its own faults.</summary>
    public string Log => _log.ToString();

    public static async Task<SandboxHost> StartAsync(string? path = null, ServerOptions? options = null)
    {
        var (machine, log) = (new FakeMachine(), new StringWriter());
        var folder = DataFolder.Open(path);
        var sandbox = new SandboxServer(folder, ModelPack.Open(), machine.Clock, new SocketsTransport(new(), machine), log);
        var server = await LocalServer.StartAsync(options ?? SandboxCommand.Listening(0), new(TimeProvider.System), sandbox.HandleAsync, CancellationToken.None);
        return new(folder, sandbox, server, machine, log);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }
}
