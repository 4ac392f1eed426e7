using System.Text;
using Awl.Http;
using Awl.Local.Hosting;
using Awl.Local.Sandbox.Iam;
using Awl.Local.Sandbox.Storage;
using Awl.Models;

namespace Awl.Local.Sandbox;

/// <summary><c>sandbox</c>: serves until told to end, or as long as a command runs that has everything set to work with it.</summary>
static class SandboxCommand
{
    const string ConfigFile = "aws/config";
    const string CredentialsFile = "aws/credentials";

    static readonly string[] s_valued = ["port", "data", "region", "idle", "parent", "clock"];

    /// <param name="args">The words after <c>sandbox</c>.</param>
    /// <param name="machine">The world.</param>
    /// <param name="output">Gets the address, and how to use it.</param>
    /// <param name="error">Gets a line for a fault of our own.</param>
    /// <returns>The exit code: the command's own where there is one.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, Machine machine, TextWriter output, TextWriter error)
    {
        var options = WordOptions.Parse(args, s_valued, []);
        using var lifetime = new Lifetime(machine.Clock);
        using var folder = DataFolder.Open(options.Value("data"));
        var clock = options.Offset("clock") is { } offset ? new ShiftedClock(machine.Clock, offset) : machine.Clock;
        using var transport = new SocketsTransport(new(), machine);
        var (activity, sandbox) = (new Activity(machine.Clock), new SandboxServer(folder, ModelPack.Open(), clock, transport, error));
        await using var server = await LocalServer.StartAsync(Listening(options.Number("port", 0, 65535) ?? 0), activity, sandbox.HandleAsync, lifetime.Stopping);
        WriteFiles(folder, sandbox.Iam, options.Value("region") ?? "us-east-1");

        if (options.Number("parent", 1, int.MaxValue) is { } parent) _ = lifetime.StopWithProcessAsync(parent);
        if (options.Command.Count > 0) return await ChildProgram.RunAsync(options.Command, Variables(server, folder), error.WriteLine, lifetime.Stopping);

        lifetime.StopOnSignals();
        if (options.Time("idle") is { } longest) _ = lifetime.StopWhenIdleAsync(activity, longest);
        await output.WriteAsync(Usage(server, folder, options.Value("data") is not null));
        await output.FlushAsync();
        await lifetime.WaitAsync();
        return ExitCode.Success;
    }

    /// <summary>Objects may be of any length: they go to disk as they come. A bucket may stand before the host.</summary>
    internal static ServerOptions Listening(int port) => new() { Port = port, MostBodyBytes = null, HasNamesBelowLocalhost = true };

    /// <summary>Configuration files of the sandbox's own. Those that are there stay as their user left them.</summary>
    static void WriteFiles(DataFolder folder, IamStore iam, string region)
    {
        if (folder.Read(ConfigFile) is null) folder.Write(ConfigFile, Encoding.UTF8.GetBytes($"[default]\nregion = {region}\n\n[profile root]\nregion = {region}\n"));
        if (folder.Read(CredentialsFile) is null) folder.Write(CredentialsFile, Encoding.UTF8.GetBytes(iam.Read(CredentialsOf)));
    }

    static string CredentialsOf(IamState state) => Section("default", state.Users[IamStore.FirstUser].AccessKeys[0]) + "\n" + Section("root", state.RootKey);

    static string Section(string profile, IamAccessKey key) => $"[{profile}]\naws_access_key_id = {key.AccessKeyId}\naws_secret_access_key = {key.SecretAccessKey}\n";

    /// <summary>The environment in which every SDK finds the sandbox and nothing else.</summary>
    static IEnumerable<KeyValuePair<string, string?>> Variables(LocalServer server, DataFolder folder) =>
    [
        .. CredentialVariables.Cleared,
        new("AWS_REGION", null),
        new("AWS_DEFAULT_REGION", null),
        new("AWS_ENDPOINT_URL", server.Url),
        new("AWS_CONFIG_FILE", folder.PathOf(ConfigFile)),
        new("AWS_SHARED_CREDENTIALS_FILE", folder.PathOf(CredentialsFile)),
    ];

    static string Usage(LocalServer server, DataFolder folder, bool isKept) => $"""
        A sandbox of AWS with STS, IAM and S3, until Ctrl-C. {(isKept ? $"Its state is in {folder.Root}." : "Its state goes away with it; --data FOLDER keeps it.")}
        The default profile is the user admin of account 123456789012, who may do everything. In another terminal:

        export AWS_ENDPOINT_URL={server.Url}
        export AWS_CONFIG_FILE={folder.PathOf(ConfigFile)}
        export AWS_SHARED_CREDENTIALS_FILE={folder.PathOf(CredentialsFile)}
        awl sts get-caller-identity

        Or all at once, in a shell that ends with it: awl sandbox -- bash

        """;
}
