using System.Text.Json;
using Awl.Client;
using Awl.Config;
using Awl.Credentials;
using Awl.Credentials.Secure;
using Awl.Endpoints;
using Awl.Http;
using Awl.Model;
using Awl.Model.EndpointRules;
using Awl.Signing;

namespace Awl;

/// <summary>One caller: profile, region, credentials and models, from which clients are made.</summary>
/// <remarks>Opening one reads nothing; settings and credentials are looked up when they are needed. Clients of one session share connections.</remarks>
public sealed class Session : IDisposable
{
    readonly Pack _models;
    readonly SessionOptions _options;
    readonly Machine _machine;
    readonly Lazy<ClientContext> _context;
    UserModels? _userModels;
    string? _instanceRegion;
    bool _hasAskedInstance;

    /// <param name="models">The models: <c>ModelPack.Open()</c> of Awl.Models for all services of AWS.</param>
    /// <param name="options">What differs from environment and files, or null.</param>
    public Session(Pack models, SessionOptions? options = null)
    {
        (_models, _options) = (models, options ?? new());
        _machine = _options.Machine ?? Machine.OfThisProcess();
        (Settings, Command) = (new(_machine, _options.Settings), _options.Command);
        _context = new(MakeContext);
    }

    /// <summary>What options, environment and files say.</summary>
    public Settings Settings { get; }

    /// <summary>The debug log.</summary>
    public Log Log => _options.Log;

    /// <summary>The words of the command line that calls, for the user agent: <c>s3.ls</c>. Set before the first client is made.</summary>
    public string? Command { get; set; }

    internal ClientContext Context => _context.Value;

    /// <summary>Who the caller is, for programs that hand the keys on: those given, or what the chain finds, kept and renewed before they end.</summary>
    /// <exception cref="ConfigurationException">A setting is wrong.</exception>
    public ICredentialsProvider Credentials => Context.Credentials;

    /// <summary>The long-lived keys of profiles that are not in the files.</summary>
    public KeyStore KeyStore => field ??= new(_machine, Settings.Files, new(_machine, _options.PassphrasePrompt, ScryptCost.Default));

    /// <summary>The service that is called so on the command line (<c>s3api</c>) or in its model (<c>s3</c>), or null. The user's own models come first.</summary>
    /// <exception cref="ConfigurationException">The user has a model of that name and it cannot be read.</exception>
    public Service? FindService(string name)
        => (_userModels ??= new(_machine, FindDataPath())).FindService(name) ?? _models.FindService(name);

    /// <summary>A profile that is not there is no reason to fail before something of it is needed: the line may have a fault that AWS CLI names first.</summary>
    string? FindDataPath()
    {
        try { return Settings.Find(SettingKey.DataPath).Value; }
        catch (ConfigurationException e) when (e.Fault == ConfigurationFault.ProfileNotFound) { return null; }
    }

    /// <summary>A client for a service by either of its names.</summary>
    /// <exception cref="UsageException">There is no such service.</exception>
    /// <exception cref="ConfigurationException">A setting that the client needs is missing or wrong.</exception>
    public ServiceClient CreateClient(string serviceName)
        => CreateClient(FindService(serviceName) ?? throw new UsageException($"There is no service '{serviceName}'."));

    /// <summary>A client for a service.</summary>
    /// <exception cref="ConfigurationException">A setting that the client needs is missing or wrong.</exception>
    public ServiceClient CreateClient(Service service) => new(service, Context);

    /// <summary>Asks the sources of credentials as a client would, and tells what each looked at and why it did or did not answer.</summary>
    /// <param name="mayAct">
    /// Whether to call AWS, to run programs and to write caches where a source needs that. Otherwise the trail says what would be done. The
    /// user is asked in neither case.
    /// </param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The trail; its error where the search failed. Credentials that the caller gave himself are not in it.</returns>
    public async Task<CredentialsTrail> TraceCredentialsAsync(bool mayAct, CancellationToken cancellationToken)
    {
        var trail = new CredentialsTrail();
        var context = ChainContext() with { MfaPrompt = null, Trail = trail };
        if (!mayAct) context = new Rehearsal(trail).ContextOf(context);
        try
        {
            await new CachedProvider(new(context, DefaultChain.Sources), context).FindAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (AwlException e) { trail.Error = e; }
        return trail;
    }

    /// <summary>Makes a call that gets somebody credentials or a token. Unless the call brings credentials, it is not signed.</summary>
    /// <returns>The reply as JSON.</returns>
    /// <exception cref="ServiceException">AWS said no.</exception>
    /// <exception cref="TransportException">AWS did not answer.</exception>
    public Task<JsonElement> CallAsync(CredentialsCall call, CancellationToken cancellationToken = default) => new CredentialsApi(this).CallAsync(call, cancellationToken);

    /// <summary>The URL of the service that a call would go to, without a slash at its end: a login sends the browser there.</summary>
    /// <exception cref="ConfigurationException">A setting is missing or wrong.</exception>
    public string EndpointOf(CredentialsCall call) => new CredentialsApi(this).EndpointOf(call);

    /// <summary>A session of its own over the same models, with other settings.</summary>
    public Session WithSettings(SettingOptions settings) => new(_models, _options with { Settings = settings, Command = Command });

    /// <summary>A session of the same caller in another region: the credentials are shared, and asked for once.</summary>
    public Session WithRegion(string region) => new(_models, _options with { Settings = Settings.Options with { Region = region }, Credentials = Context.Credentials, Command = Command });

    /// <summary>The regions in which a service has endpoints, of the partition of the configured region, or else of AWS's main one.</summary>
    /// <returns>None for a service that has one endpoint for all regions; all of the partition for a service of which AWS's endpoint data do not tell.</returns>
    /// <exception cref="ConfigurationException">The profile is not there.</exception>
    public IReadOnlyList<string> RegionsOf(Service service)
    {
        var graph = RuleGraph.In(_models);
        return Partitions.RegionsOf(graph, Settings.Region is { } region ? Partitions.RowOf(graph, region) : 0, service);
    }

    /// <summary>The region of the EC2 instance that this runs on, from its zone, or null off EC2.</summary>
    public Task<string?> FindInstanceRegionAsync(CancellationToken cancellationToken) => new Imds(ChainContext()).FindRegionAsync(cancellationToken);

    /// <summary>Asks a server for anything, unsigned, to see whether it can be reached and what time it has.</summary>
    /// <param name="url">Where to ask.</param>
    /// <param name="timeout">How long to wait for the connection, and then for the reply.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The server's time; null where it does not tell.</returns>
    /// <exception cref="TransportException">It cannot be reached.</exception>
    public async Task<DateTimeOffset?> ProbeAsync(Uri url, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var transport = new SocketsTransport(TransportOptionsOf(Settings) with { ConnectTimeout = timeout, ReadTimeout = timeout }, _machine);
        using var reply = await transport.SendAsync(new() { Method = "GET", Scheme = url.Scheme, Host = url.Authority, Path = url.PathAndQuery }, cancellationToken)
            .ConfigureAwait(false);
        return DateTimeOffset.TryParse(reply.Headers["Date"], System.Globalization.CultureInfo.InvariantCulture, out var time) ? time : null;
    }

    /// <summary>Finds the long-lived keys that the profile starts from, to log in with an MFA device.</summary>
    /// <exception cref="CredentialsException">There are none, or only temporary ones.</exception>
    public Task<MfaLogin> PrepareMfaLoginAsync(CancellationToken cancellationToken) => MfaLogin.PrepareAsync(ChainContext(), cancellationToken);

    /// <summary>As <see cref="PrepareMfaLoginAsync"/>, with keys of the caller's.</summary>
    public MfaLogin PrepareMfaLogin(AwsCredentials keys) => MfaLogin.Of(ChainContext(), keys);

    /// <summary>The end of logins with MFA devices.</summary>
    public MfaLogout PrepareMfaLogout() => new(ChainContext());

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_context.IsValueCreated) (_context.Value.Transport as IDisposable)?.Dispose();
    }

    ClientContext MakeContext() => new(_machine, Settings, Log, new SocketsTransport(TransportOptionsOf(Settings), _machine))
    {
        Credentials = _options.Credentials ?? MakeChain(),
        FindToken = FindTokenAsync,
        Partitions = _models,
        Command = Command,
        FindRegion = AskForRegionAsync,
    };

    /// <summary>The region for clients without a configured one: the instance is asked once.</summary>
    /// <remarks>Source: aws-cli v2's botocore, IMDSRegionProvider, the last of its sources of a region.</remarks>
    async ValueTask<string?> AskForRegionAsync(CancellationToken cancellationToken)
    {
        if (_hasAskedInstance) return _instanceRegion;
        _instanceRegion = await FindInstanceRegionAsync(cancellationToken).ConfigureAwait(false);
        _hasAskedInstance = true;
        return _instanceRegion;
    }

    CachedProvider MakeChain()
    {
        var context = ChainContext();
        return new(new CredentialsChain(context, DefaultChain.Sources), context);
    }

    CredentialsContext ChainContext() => new(_machine, Settings, Log)
    {
        Api = new CredentialsApi(this),
        MetadataTransport = (timeout, useProxies) => new SocketsTransport(
            new() { ConnectTimeout = timeout, ReadTimeout = timeout, Proxies = useProxies ? null : new(null, null, null) }, _machine),
        MfaPrompt = _options.MfaPrompt,
        KeyStore = KeyStore,
    };

    static TransportOptions TransportOptionsOf(Settings settings) => new()
    {
        ConnectTimeout = OrForEver(settings.ConnectTimeout),
        ReadTimeout = OrForEver(settings.ReadTimeout),
        CaBundle = settings.CaBundle,
        VerifyCertificates = settings.Options.VerifyTls,
        TcpKeepAlive = settings.TcpKeepalive,
    };

    /// <summary>The transport's word for "no time-out" is zero.</summary>
    static TimeSpan OrForEver(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? TimeSpan.Zero : time;

    /// <summary>A token for one service from the environment; Bedrock alone has any.</summary>
    /// <remarks>Source: botocore tokens.py, ScopedEnvTokenProvider.</remarks>
    ValueTask<string?> FindTokenAsync(string signingName, CancellationToken cancellationToken)
        => new(signingName == "bedrock" && _machine.Variable("AWS_BEARER_TOKEN_BEDROCK") is { Length: > 0 } token ? token : null);
}
