using System.Net;
using System.Text;
using Awl.Config;
using Awl.Local.Container;
using Awl.Local.Hosting;
using Awl.Local.Roles;
using Awl.Models;

namespace Awl.Local.Imds;

/// <summary><c>imds serve</c> and <c>imds exec</c>: the metadata service and the container's endpoints, until told to end or until the command ends.</summary>
sealed class ImdsCommand : IAsyncDisposable
{
    static readonly IPAddress _imdsAddress = new([169, 254, 169, 254]), _containerAddress = new([169, 254, 170, 2]);

    readonly ImdsLine _line;
    readonly Machine _machine;
    readonly TextWriter _output, _error;
    readonly Lifetime _lifetime;
    readonly Activity _activity;
    readonly List<LocalServer> _servers = [];
    readonly Secret _secret;
    Session? _session;
    ServedCredentials? _served;
    ServerRecord? _record;
    bool _isStarting;

    ImdsCommand(ImdsLine line, Machine machine, TextWriter output, TextWriter error)
    {
        (_line, _machine, _output, _error) = (line, machine, output, error);
        (_lifetime, _activity, _secret) = (new(machine.Clock), new(machine.Clock), new(machine));
    }

    /// <summary>Runs until the servers have ended.</summary>
    /// <returns>The exit code: the command's own for <c>exec</c>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, Machine machine, TextWriter output, TextWriter error)
    {
        await using var command = new ImdsCommand(ImdsLine.Parse(args), machine, output, error);
        return await command.RunAsync();
    }

    async Task<int> RunAsync()
    {
        if (_line.Parent is { } parent) _ = _lifetime.StopWithProcessAsync(parent);
        if (!_line.IsExec) _lifetime.StopOnSignals();

        var file = _line.ConfigPath is { } path ? InstanceFile.Read(_machine, path) : InstanceFile.None;
        var region = RegionOf();   // first: a profile that does not exist ends it here
        _isStarting = true;
        var caller = await StartCredentialsAsync(file);
        _isStarting = false;
        var instance = new Instance(file, caller.AccountId, region, caller.Role, _machine.Clock.GetUtcNow());
        await StartServersAsync(instance, caller);

        if (_line.IsExec) return await ChildProgram.RunAsync(_line.Command, Variables(instance), Log, _lifetime.Stopping);

        Announce(instance);
        if (_line.Idle is { } longest) _ = _lifetime.StopWhenIdleAsync(_activity, longest);
        await _lifetime.WaitAsync();
        Log($"ends: {_lifetime.Reason}");
        return ExitCode.Success;
    }

    /// <summary>Fetches the first credentials, so that no client waits for them, and finds out whose they are.</summary>
    /// <exception cref="CredentialsException">There are none, and a command would need them.</exception>
    async Task<Caller> StartCredentialsAsync(InstanceFile file)
    {
        var fallback = new Caller(file.Text("account-id") ?? FakeSource.AccountId, file.Text("role") ?? _line.Profile ?? "awl-local", "");
        if (_line.IsFake)
        {
            _served = new(new FakeSource(_machine).FetchAsync, _machine.Clock, Log);
            return fallback with { Arn = $"arn:{RegionWords.Partition(RegionOf()).Name}:iam::{fallback.AccountId}:role/{fallback.Role}" };
        }

        var source = new SessionSource(OpenSession(), _line.RoleArn, _machine);
        _served = new(source.FetchAsync, _machine.Clock, Log);
        var first = await _served.GetAsync(_lifetime.Stopping);
        if (first.Credentials is not null) return await FindCallerAsync(source, fallback);
        return _line.IsExec ? throw new CredentialsException(CredentialsFault.Broken, first.Problem!) : fallback;
    }

    async Task<Caller> FindCallerAsync(SessionSource source, Caller fallback)
    {
        try { return await source.FindCallerAsync(_lifetime.Stopping); }
        catch (AwlException e)
        {
            Log($"cannot ask AWS whose credentials these are, so account and role are made up: {e.Message}");
            return fallback;
        }
    }

    Session OpenSession() => _session ??= new(ModelPack.Open(), new()
    {
        Settings = new SettingOptions { Profile = _line.Profile, Region = _line.Region, EndpointUrl = _line.EndpointUrl },
        Machine = _machine,
        Command = "imds.serve",
        Log = _line.Debug ? new(_error) : Awl.Log.Off,
    });

    string RegionOf() => _line.Region ?? OpenSession().Settings.Region ?? "us-east-1";

    async Task StartServersAsync(Instance instance, Caller caller)
    {
        var (events, faults, identity) = (new Events(_machine.Clock), new Faults(_machine), new IdentityDocument(instance, _machine.Clock));
        if (_line.IsLinkLocal) Log($"WARNING: with --link-local every program of {Who} asks here for credentials, and gets these.");
        if (_line.ServesImds)
        {
            var tree = new MetadataTree(instance, events, identity, new(instance, _served!), UserData(instance.File));
            tree.Check();
            var options = new ImdsOptions(_line.AllowsVersion1 || instance.File.Text("http-tokens") == "optional", instance.File.Text("http-endpoint") == "disabled");
            var imds = new ImdsServer(instance, tree, new(_machine), faults, options);
            await StartServerAsync(_line.Port, _imdsAddress, imds.HandleAsync);
        }
        if (_line.ServesContainer)
        {
            var container = new ContainerServer(_served!, caller, _secret, new(instance, _machine.Clock));
            await StartServerAsync(_line.ContainerPort, _containerAddress, container.HandleAsync);
        }
        await StartControlAsync(new ImdsControl(_machine, events, faults, identity), instance);
    }

    async Task StartServerAsync(int port, IPAddress linkLocal, Microsoft.AspNetCore.Http.RequestDelegate handler)
    {
        var options = new ServerOptions { Port = port, LinkLocal = _line.IsLinkLocal ? linkLocal : null };
        _servers.Add(await LocalServer.StartAsync(options, _activity, handler, _lifetime.Stopping));
    }

    async Task StartControlAsync(ImdsControl orders, Instance instance)
    {
        var secret = new Secret(_machine);
        var control = new ControlServer(secret, _lifetime, orders.Obey);
        var server = await LocalServer.StartAsync(new() { MostConnections = 16 }, _activity, control.HandleAsync, _lifetime.Stopping);
        _servers.Add(server);

        _record = new($"imds-{Environment.ProcessId}", Environment.ProcessId, What(instance), _servers[0].Url, server.Url, secret.Text, _machine.Clock.GetUtcNow());
        _record.Write(_machine);
        if (_line.ServesContainer) _record.WriteSecret(_machine, _secret.Text);
    }

    static string Who => OperatingSystem.IsLinux() ? "yours or root's on this machine" : "any user of this machine";

    LocalServer? Imds => _line.ServesImds ? _servers[0] : null;
    LocalServer? Container => _line.ServesContainer ? _servers[_line.ServesImds ? 1 : 0] : null;

    string What(Instance instance)
        => $"{(_line.IsFake ? "made-up credentials" : _line.RoleArn ?? $"profile {_session!.Settings.ProfileName}")}, account {instance.AccountId}, role {instance.Role}";

    /// <summary>The environment in which programs find the servers and nothing that stands before them in the order of sources.</summary>
    List<KeyValuePair<string, string?>> Variables(Instance instance)
    {
        var variables = new List<KeyValuePair<string, string?>>(CredentialVariables.Cleared)
        {
            new("AWS_REGION", instance.Region),
            new("AWS_DEFAULT_REGION", instance.Region),
        };
        if (!_line.KeepsFiles) variables.AddRange(CredentialVariables.NoFiles);
        if (Imds is { } imds) variables.Add(new("AWS_EC2_METADATA_SERVICE_ENDPOINT", imds.Url));
        if (Container is { } container) variables.AddRange(ContainerVariables(container));
        if (Imds is null) variables.Add(new("AWS_EC2_METADATA_DISABLED", "true"));
        return variables;
    }

    /// <remarks>At ECS's own address the relative URI serves, as there, with the secret in it; SDKs let it win over a full one.</remarks>
    List<KeyValuePair<string, string?>> ContainerVariables(LocalServer server)
    {
        var variables = new List<KeyValuePair<string, string?>>
        {
            new("ECS_CONTAINER_METADATA_URI", $"{server.Url}/v3/{_secret.Text}"),
            new("ECS_CONTAINER_METADATA_URI_V4", $"{server.Url}/v4/{_secret.Text}"),
        };
        if (_line.IsLinkLocal)
        {
            variables.Add(new("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", $"/v2/credentials/{_secret.Text}"));
            return variables;
        }
        variables.Add(new("AWS_CONTAINER_CREDENTIALS_FULL_URI", server.Url + "/credentials"));
        variables.Add(_line.TokenInEnvironment
            ? new("AWS_CONTAINER_AUTHORIZATION_TOKEN", _secret.Text)
            : new("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", _record!.SecretPath(_machine)));
        return variables;
    }

    void Announce(Instance instance)
    {
        var text = new StringBuilder($"Serving {What(instance)}, until Ctrl-C or 'awl imds stop {_record!.Id}'.\n");
        text.Append(_line.IsFake ? "" : $"Any program of {Who} that asks gets these credentials.\n").Append('\n');
        if (Imds is { } imds) text.Append($"export AWS_EC2_METADATA_SERVICE_ENDPOINT={imds.Url}\n");
        if (Container is { } container)
        {
            text.Append($"export AWS_CONTAINER_CREDENTIALS_FULL_URI={container.Url}/credentials\n");
            text.Append($"export AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE={_record.SecretPath(_machine)}\n");
        }
        _output.Write(text);
        _output.Flush();
    }

    /// <summary>What <c>--user-data</c> names, or what the file says.</summary>
    byte[]? UserData(InstanceFile file)
    {
        if (file.Text("user-data") is { } text) return Encoding.UTF8.GetBytes(text);
        if ((_line.UserDataPath ?? file.Text("user-data-file")) is not { } path) return null;
        return _machine.ReadFile(path) ?? throw new LocalFileException($"There is no file {path} with user data.");
    }

    void Log(string line)
    {
        // A command has the terminal for itself: that all goes well is no news there, and what fails at the start is the error we end with.
        if (_line is { IsExec: true, Debug: false } && (_isStarting || line.StartsWith(ServedCredentials.NewCredentials, StringComparison.Ordinal))) return;
        lock (_error) _error.WriteLine($"{_machine.Clock.GetUtcNow():HH:mm:ss} awl-local: {line}");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers) await server.DisposeAsync();
        _record?.Delete(_machine);
        if (_record is not null) _machine.DeleteFile(_record.SecretPath(_machine));
        _served?.Dispose();
        _session?.Dispose();
        _lifetime.Dispose();
    }
}
