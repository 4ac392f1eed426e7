using System.Text.Json;
using Awl.Config;
using Awl.Http;
using Awl.Model;
using Awl.Model.EndpointRules;

namespace Awl.Endpoints;

/// <summary>Decides where the requests of a service go.</summary>
/// <remarks>Source: botocore client.py, args.py and regions.py; where AWS CLI v2's botocore differs, it counts.</remarks>
sealed class EndpointResolver
{
    readonly Service _service;
    readonly EndpointSettings _settings;
    readonly EndpointRules? _rules;
    readonly RuleGraph _partitions;

    /// <param name="service">The service.</param>
    /// <param name="settings">The caller's settings for it.</param>
    /// <param name="partitions">The pack that has AWS's partitions, when it is not the service's own.</param>
    /// <exception cref="ConfigurationException">The region or the endpoint cannot be used, or a region is needed and not set.</exception>
    public EndpointResolver(Service service, EndpointSettings settings, Pack? partitions = null)
    {
        _service = service;
        _partitions = RuleGraph.In(partitions ?? service.Pack);
        _settings = WithoutPseudoRegion(settings);
        if (service.EndpointRules is { } root) _rules = new(RuleGraph.In(service.Pack).RuleSet(root), _partitions);
        if (settings.EndpointUrl is { } url) EndpointUrl.Validate(url);
        Region = _settings.Region ?? DefaultRegion();
    }

    /// <summary>The region that requests are signed for unless the endpoint's <see cref="AuthScheme"/> names another.</summary>
    /// <remarks>Null for a global service beside a given endpoint: then only requests without a signature can be sent.</remarks>
    public string? Region { get; }

    /// <summary>Whether the endpoint depends on the account, so that credentials must be at hand before it is resolved.</summary>
    public bool NeedsAccountId
    {
        get
        {
            if (_rules is null || _settings.AccountIdEndpointMode == AccountIdEndpointMode.Disabled) return false;
            for (var i = 0; i < _rules.RuleSet.ParameterCount; i++)
            {
                if (_rules.RuleSet.Parameter(i).BuiltIn == BuiltIn.AccountId) return true;
            }
            return false;
        }
    }

    /// <summary>The endpoint of one call.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="input">Its input, a JSON object.</param>
    /// <param name="accountId">The account that the credentials belong to, when that is known.</param>
    /// <param name="region">Another region than the configured one, as a redirect of S3 asks for.</param>
    /// <exception cref="ConfigurationException">The rules of the service refuse the settings or the input.</exception>
    /// <exception cref="UsageException">The rules of the service refuse an ARN in the input.</exception>
    public ResolvedEndpoint Resolve(Operation operation, JsonElement input, string? accountId = null, string? region = null)
    {
        if (FindEndpointInInput(operation, input) is { } given) return ResolvedEndpoint.At(given);
        if (_rules is null) return ResolvedEndpoint.At(_settings.EndpointUrl ?? WithoutRules(region));

        var builtIns = BuiltInValues.From(_settings, region ?? Region, _service.EndpointPrefix, accountId);
        return Resolve(operation, input, builtIns);
    }

    /// <summary>The endpoint of one call whose built-in parameters are known.</summary>
    public ResolvedEndpoint Resolve(Operation operation, JsonElement input, BuiltInValues builtIns)
    {
        if (_service.EndpointPrefix == "s3") builtIns = S3Arns.AdjustPathStyle(builtIns, operation, input);
        if (_service.EndpointPrefix == "s3-control") S3Arns.CheckControl(_settings, operation, input);

        var parameters = ParameterBinding.Bind(_rules!.RuleSet, operation, input, builtIns);
        return _rules.TryResolve(parameters, out var endpoint, out var error)
            ? endpoint
            : throw RuleErrors.For(_service.EndpointPrefix, error, parameters);
    }

    /// <summary>Completes a request with the endpoint of its call: scheme, host, start of the path, headers.</summary>
    /// <returns>The endpoint, whose <see cref="ResolvedEndpoint.AuthSchemes"/> say how to sign.</returns>
    /// <inheritdoc cref="Resolve(Operation, JsonElement, string?, string?)"/>
    public ResolvedEndpoint Apply(HttpRequest request, Operation operation, JsonElement input, string? accountId = null, string? region = null)
    {
        var endpoint = Resolve(operation, input, accountId, region);
        MoveTo(request, endpoint.Url, _settings.DisableHostPrefixInjection ? "" : HostPrefix.Of(operation, input));
        foreach (var (name, values) in endpoint.Headers) request.Headers[name] = values[0];
        return endpoint;
    }

    /// <summary>Sends a request to a URL: its scheme and host replace the request's, its path and its query go in front.</summary>
    /// <remarks>Source: botocore awsrequest.py, _urljoin.</remarks>
    public static void MoveTo(HttpRequest request, string url, string hostPrefix = "")
    {
        if (!EndpointUrl.TryParseGiven(url, out var target)) throw EndpointUrl.Invalid(url);

        request.Scheme = target.Scheme;
        request.Host = hostPrefix + target.HostAndPort;
        request.Path = Join(target.Path, request.Path);
        if (target.Query.Length > 0) request.Query.InsertRange(0, ParametersOf(target.Query));
    }

    static IEnumerable<KeyValuePair<string, string?>> ParametersOf(string query)
    {
        foreach (var part in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            yield return equals < 0 ? new(Uri.UnescapeDataString(part), null)
                : new(Uri.UnescapeDataString(part[..equals]), Uri.UnescapeDataString(part[(equals + 1)..]));
        }
    }

    static string Join(string start, string path)
    {
        if (path is "" or "/") return start.Length == 0 ? "/" : start;
        return start.EndsWith('/') ? start + path[1..] : start + path;
    }

    static EndpointSettings WithoutPseudoRegion(EndpointSettings settings)
    {
        if (string.IsNullOrEmpty(settings.Region)) return settings with { Region = null };

        RegionName.Validate(settings.Region);
        var region = RegionName.WithoutFips(settings.Region);
        return region == settings.Region ? settings : settings with { Region = region, UseFips = true };
    }

    /// <summary>The region where none is configured: that of the whole partition for services that have one, else none.</summary>
    string? DefaultRegion()
    {
        // S3 alone takes the global region beside an endpoint, too: any server must be able to check the signature.
        var isGlobal = GlobalServices.Contains(_service.EndpointPrefix);
        if (isGlobal && (_settings.EndpointUrl is null || _service.EndpointPrefix == "s3")) return GlobalServices.Region;
        if (isGlobal) return null;

        throw new ConfigurationException(ConfigurationFault.NoRegion,
            "You must specify a region. You can also configure your region by running \"aws configure\".");
    }

    /// <summary>The host of a service without a rule set, such as one from a model of the user's.</summary>
    /// <remarks>Source: botocore client.py, ClientEndpointBridge._assume_endpoint.</remarks>
    string WithoutRules(string? region)
    {
        var partition = _partitions.Partition(Partitions.RowOf(_partitions, region ?? Region));
        return $"https://{_service.EndpointPrefix}.{region ?? Region}.{partition.DnsSuffix}";
    }

    /// <summary>The endpoint that Predict of Machine Learning has as a member of its input.</summary>
    /// <remarks>Source: botocore handlers.py, switch_host_machinelearning.</remarks>
    static string? FindEndpointInInput(Operation operation, JsonElement input)
        => operation.NameUtf8.SequenceEqual("Predict"u8) && operation.Service.EndpointPrefix == "machinelearning"
            && input.TryGetProperty("PredictEndpoint"u8, out var endpoint) ? endpoint.GetString() : null;
}
