using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Awl.Client.Customizations;
using Awl.Config;
using Awl.Endpoints;
using Awl.Http;
using Awl.Model;
using Awl.Protocols;
using Awl.Protocols.Codecs;
using Awl.Retry;
using Awl.Signing;
using Awl.Signing.Checksums;

namespace Awl.Client;

/// <summary>Calls the operations of one service.</summary>
public sealed class ServiceClient
{
    readonly ClientContext _context;
    readonly IServiceCustomization? _customization;
    readonly ReplyTimestamps _timestamps;
    readonly IProtocol _protocol;
    readonly EndpointSettings _endpointSettings;
    readonly RetryPolicy _retry;
    readonly ReplyReader _replies;
    readonly UserAgent _userAgent;
    readonly EndpointDiscovery? _discovery;
    readonly S3RegionRedirect? _redirects;
    EndpointResolver? _endpoints;
    RequestAuthorizer? _authorizer;

    internal ServiceClient(Service service, ClientContext context)
    {
        (Service, _context) = (service, context);
        _customization = ServiceCustomizations.Find(service);
        _timestamps = new ReplyTimestamps(TimestampStyleOf(context.Settings), context.Machine.Clock);
        _protocol = ProtocolTable.Get(service.Protocol, _timestamps);
        _endpointSettings = EndpointSettings.From(context.Settings, service);
        if (_endpointSettings.Region is not null || context.FindRegion is null) Settle(_endpointSettings);
        _retry = new(context.Settings.RetryMode, context.Settings.MaxAttempts, service.ServiceId, context.Machine);
        _replies = new(_protocol, _customization, _timestamps);
        if (service.Name == "s3") _redirects = new(AskBucketRegionAsync);
        _userAgent = new(context.Machine, context.Settings, context.Command);
        if (context.Settings.Options.EndpointUrl is null && EndpointDiscovery.FindDiscoveryOperation(service) is { } discovery)
            _discovery = new(service, context.Settings.EndpointDiscoveryEnabled, context.Machine.Clock, token => DiscoverAsync(discovery, token));
    }

    /// <summary>The service.</summary>
    public Service Service { get; }

    /// <summary>The region that it calls, or null beside a given endpoint.</summary>
    /// <remarks>Where none is configured, that of the EC2 instance it runs on: known after the first call.</remarks>
    public string? Region => _endpoints?.Region;

    /// <summary>The URL that a call goes to, without the operation's own path.</summary>
    /// <exception cref="ConfigurationException">A region is needed and not set.</exception>
    internal string EndpointOf(Operation operation, JsonElement input)
    {
        if (_endpoints is null) Settle(_endpointSettings);
        return _endpoints!.Resolve(operation, input).Url;
    }

    internal TimeProvider Clock => _context.Machine.Clock;

    /// <summary>Calls an operation.</summary>
    /// <param name="operation">An operation of <see cref="Service"/>.</param>
    /// <param name="input">
    /// Its input as a JSON object: member names of the model, blobs as base64 text, timestamps in ISO 8601 or as epoch seconds. EC2's and Auto
    /// Scaling's user data and S3's customer keys are encoded here: text as it is, or <c>{"Base64": "…"}</c> for bytes.
    /// </param>
    /// <param name="body">The streaming member of the input (<see cref="Operation.StreamingInput"/>), or null. A stream that can seek is sent again on a retry.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="UsageException">The input breaks the model.</exception>
    /// <exception cref="ConfigurationException">A setting is missing or wrong.</exception>
    /// <exception cref="CredentialsException">There are no usable credentials.</exception>
    /// <exception cref="ServiceException">The service answered with an error.</exception>
    /// <exception cref="TransportException">The service could not be reached.</exception>
    /// <exception cref="MalformedResponseException">The reply is not what the model promises.</exception>
    public Task<Reply> InvokeAsync(Operation operation, JsonElement input, Stream? body = null, CancellationToken cancellationToken = default)
        => InvokeAsync(operation, input, body, null, cancellationToken);

    /// <summary>Calls an operation that sends events (<see cref="Operation.EventStreamInput"/>); those of the reply can be read meanwhile.</summary>
    /// <param name="operation">An operation of <see cref="Service"/>.</param>
    /// <param name="input">Its input as a JSON object, without the events.</param>
    /// <param name="events">Each event as <c>{"EventName": {…}}</c>. It is asked for the next one when the last has been sent; what it throws ends the call.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <remarks>
    /// It goes over HTTP/2. Some services answer only when they have the first events, so these must not wait for the reply. There is no
    /// retry once the first event has been asked for. Source: Smithy 2.0, event streams; AWS CLI has no such calls.
    /// </remarks>
    /// <inheritdoc cref="InvokeAsync(Operation, JsonElement, Stream?, CancellationToken)" path="/exception"/>
    public Task<Reply> InvokeWithEventsAsync(
        Operation operation, JsonElement input, IAsyncEnumerable<JsonElement> events, CancellationToken cancellationToken = default)
        => InvokeAsync(operation, input, null, events, cancellationToken);

    async Task<Reply> InvokeAsync(
        Operation operation, JsonElement input, Stream? body, IAsyncEnumerable<JsonElement>? events, CancellationToken cancellationToken)
    {
        var call = await PrepareAsync(operation, input, body, events, inOnePiece: false, cancellationToken).ConfigureAwait(false);
        var retries = _retry.Begin(operation.Name);
        while (true)
        {
            var (reply, error) = await TryAsync(call, retries, cancellationToken).ConfigureAwait(false);
            if (error is null) return reply!;
            if (call.IsSpent) throw error;
            if (await TryCorrectAsync(call, error, retries, cancellationToken).ConfigureAwait(false)) continue;
            if (retries.DelayAfter(error, call.ErrorHeaders) is not { } delay) throw await GiveUpAsync(error, retries, cancellationToken).ConfigureAwait(false);
            await Task.Delay(delay, Clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Makes the request of a call, ready to be sent, and sends nothing. What signing needs (keys of a role, a session of S3 Express) is fetched.</summary>
    /// <param name="operation">An operation of <see cref="Service"/> that sends no events.</param>
    /// <param name="input">Its input, as in a call.</param>
    /// <param name="body">The streaming member of the input, or null. It may be read for its hash or checksum.</param>
    /// <param name="inOnePiece">
    /// Whether a streamed body goes out as it is, its checksum in a header, and not in chunks before their checksum: for senders who know nothing of those.
    /// </param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <inheritdoc cref="InvokeAsync(Operation, JsonElement, Stream?, CancellationToken)" path="/exception"/>
    public async Task<SignedRequest> SignAsync(
        Operation operation, JsonElement input, Stream? body = null, bool inOnePiece = false, CancellationToken cancellationToken = default)
    {
        var call = await PrepareAsync(operation, input, body, null, inOnePiece, cancellationToken).ConfigureAwait(false);
        RetryHeaders.Set(call.Request.Headers, call.InvocationId, _retry.Begin(operation.Name), deadline: null);
        return new(call.Request, await AuthorizeAsync(call, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Checks an input as a call does, and sends nothing.</summary>
    /// <param name="operation">An operation of <see cref="Service"/>.</param>
    /// <param name="input">Its input as a JSON object.</param>
    /// <param name="body">The streaming member of the input, or null; it is not read.</param>
    /// <exception cref="UsageException">The input breaks the model.</exception>
    public void CheckInput(Operation operation, JsonElement input, Stream? body = null) => Serialize(operation, input, body, null);

    /// <summary>Checks an output that somebody made up, such as a sample, against the model.</summary>
    /// <param name="operation">An operation of <see cref="Service"/>.</param>
    /// <param name="output">Its output as a JSON object.</param>
    /// <exception cref="UsageException">The output breaks the model.</exception>
    public static void CheckOutput(Operation operation, JsonElement output) => InputValidator.ValidateOutput(operation, output);

    /// <summary>Calls an operation by its name in the model, such as <c>ListBuckets</c>.</summary>
    /// <param name="operationName">The name.</param>
    /// <param name="input">Its input, or null for none.</param>
    /// <param name="body">The streaming member of the input, or null.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="UsageException">There is no such operation, or the input breaks the model.</exception>
    /// <inheritdoc cref="InvokeAsync(Operation, JsonElement, Stream?, CancellationToken)"/>
    public Task<Reply> InvokeAsync(string operationName, JsonNode? input = null, Stream? body = null, CancellationToken cancellationToken = default)
        => InvokeAsync(GetOperation(operationName), JsonDocument.Parse(input?.ToJsonString() ?? "{}").RootElement, body, cancellationToken);

    /// <summary>Calls an operation with types of the caller's own, whose members have the model's names.</summary>
    /// <param name="operationName">The name, such as <c>GetItem</c>.</param>
    /// <param name="input">Its input. Members that are null are not sent.</param>
    /// <param name="inputType">From the caller's <c>JsonSerializerContext</c>.</param>
    /// <param name="outputType">From the caller's <c>JsonSerializerContext</c>.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <inheritdoc cref="InvokeAsync(Operation, JsonElement, Stream?, CancellationToken)"/>
    public async Task<TOutput> InvokeAsync<TInput, TOutput>(
        string operationName, TInput input, JsonTypeInfo<TInput> inputType, JsonTypeInfo<TOutput> outputType, CancellationToken cancellationToken = default)
    {
        var json = JsonSerializer.SerializeToElement(input, inputType);
        using var reply = await InvokeAsync(GetOperation(operationName), json, null, cancellationToken).ConfigureAwait(false);
        return reply.Read(outputType);
    }

    /// <summary>The operation of that name in the model.</summary>
    /// <exception cref="UsageException">There is no such operation.</exception>
    public Operation GetOperation(string name) => Service.FindOperation(name) ?? throw new UsageException($"{Service.CommandName} has no operation {name}.");

    /// <exception cref="ConfigurationException">The region or the endpoint cannot be used, or a region is needed and not set.</exception>
    void Settle(EndpointSettings settings)
    {
        _endpoints = new(Service, settings, _context.Partitions);
        _authorizer = new(Service, _context, _endpoints.Region, CreateExpressSessionAsync);
    }

    static void CheckEvents(Operation operation, bool isGiven)
    {
        if (operation.EventStreamInput is not null == isGiven) return;
        throw new UsageException(isGiven ? $"{operation.Name} takes no events." : $"{operation.Name} sends events: call it with {nameof(InvokeWithEventsAsync)}.");
    }

    /// <summary>Everything that is the same for all attempts.</summary>
    async ValueTask<Call> PrepareAsync(
        Operation operation, JsonElement input, Stream? body, IAsyncEnumerable<JsonElement>? events, bool inOnePiece, CancellationToken cancellationToken)
    {
        CheckEvents(operation, isGiven: events is not null);
        if (_authorizer is null) Settle(_endpointSettings with { Region = await _context.FindRegion!(cancellationToken).ConfigureAwait(false) });
        var call = Serialize(operation, input, body, events);
        call.InOnePiece = inOnePiece;
        call.RedirectedTo = _redirects?.FindKnown(call);
        await AddressAsync(call, cancellationToken).ConfigureAwait(false);
        await CompleteAsync(call, cancellationToken).ConfigureAwait(false);
        await AddChecksumAsync(call, cancellationToken).ConfigureAwait(false);
        return call;
    }

    Call Serialize(Operation operation, JsonElement input, Stream? body, IAsyncEnumerable<JsonElement>? events)
    {
        var wantsChecksums = _context.Settings.ResponseChecksumValidation == ChecksumMode.WhenSupported;
        var prepared = InputPreparation.Prepare(operation, input, _customization, wantsChecksums, _context.Machine);
        if (_context.Settings.ParameterValidation) InputValidator.Validate(operation, prepared, body is not null);
        var request = _protocol.Serialize(operation, prepared, body is null ? null : RequestBody.Of(body));
        _customization?.PrepareRequest(operation, request);
        if (operation.IsEndpointOperation) request.Headers["x-amz-api-version"] = Service.ApiVersion;
        var isCompressed = RequestCompression.Apply(request, operation, _context.Settings);
        _userAgent.AddTo(request, isCompressed ? UserAgentFeatures.GzipRequestCompression : UserAgentFeatures.None);
        return new(operation, input, prepared, request) { InvocationId = InputPreparation.NewToken(_context.Machine), Events = events is null ? null : EventsOf(operation, request, events) };
    }

    RequestEvents EventsOf(Operation operation, HttpRequest request, IAsyncEnumerable<JsonElement> events)
    {
        request.UsesHttp2 = true;
        return new(operation, events, new(operation, ProtocolTable.GetEventCodec(Service.Protocol, _timestamps)), request.Body.Bytes);
    }

    /// <summary>Sets where the request goes and, since the endpoint has a say in it, how it is signed.</summary>
    async ValueTask AddressAsync(Call call, CancellationToken cancellationToken)
    {
        var accountId = _endpoints!.NeedsAccountId ? await _authorizer!.FindAccountIdAsync(cancellationToken).ConfigureAwait(false) : null;
        ResetAddress(call);
        var endpoint = _endpoints.Apply(call.Request, call.Operation, call.Prepared, accountId, call.RedirectedTo);
        call.Scheme = await _authorizer!.ChooseAsync(call, endpoint, cancellationToken).ConfigureAwait(false);

        if (_discovery is null || await _discovery.FindAsync(call.Operation, cancellationToken).ConfigureAwait(false) is not { } url) return;
        ResetAddress(call);
        EndpointDiscovery.Apply(call.Request, url);
    }

    static void ResetAddress(Call call)
    {
        call.Request.Path = call.OwnPath;
        call.Request.Query.RemoveRange(0, call.Request.Query.Count - call.OwnQueryCount);
    }

    /// <summary>Lets the service's client add what depends on the endpoint.</summary>
    ValueTask CompleteAsync(Call call, CancellationToken cancellationToken)
    {
        if (_customization is null) return default;
        var presigner = new Presigner(Region ?? "", (request, region, token) => _authorizer!.PresignAsync(call, request, region, token));
        return _customization.CompleteRequestAsync(call.Operation, call.Request, presigner, cancellationToken);
    }

    async ValueTask AddChecksumAsync(Call call, CancellationToken cancellationToken)
    {
        var needsNone = !call.Operation.HasHttpChecksum && !call.Operation.IsChecksumRequired;
        var checksum = needsNone ? null : RequestChecksum.Choose(call.Request, ChecksumInputOf(call));
        call.Trailer = checksum is { InTrailer: true } trailer ? trailer.Algorithm : null;
        call.HasChecksumHeader = checksum is { InTrailer: false };
        call.PayloadWord = _authorizer!.PayloadWordFor(call);
        if (checksum is { } chosen) await chosen.ApplyAsync(call.Request, call.PayloadWord == PayloadHash.SignedChunksTrailer, cancellationToken).ConfigureAwait(false);
    }

    RequestChecksumInput ChecksumInputOf(Call call)
    {
        var member = call.Operation.Traits.Text(Trait.RequestAlgorithmMember);
        return new()
        {
            RequestedAlgorithm = member is not null && call.Prepared.TryGetProperty(member, out var algorithm) ? algorithm.GetString() : null,
            HasAlgorithmMember = member is not null,
            AlgorithmHeader = member is not null && call.Operation.Input?.FindMember(member) is { } header ? Encoding.ASCII.GetString(header.WireName) : null,
            IsRequired = call.Operation.IsChecksumRequired,
            WhenSupported = _context.Settings.RequestChecksumCalculation == ChecksumMode.WhenSupported,
            HasStreamingInput = call.Operation.StreamingInput is not null && !call.InOnePiece,
        };
    }

    /// <summary>One attempt. An error that may be worth another one is a value.</summary>
    async Task<(Reply? Reply, AwlException? Error)> TryAsync(Call call, CallRetries retries, CancellationToken cancellationToken)
    {
        try
        {
            await retries.WaitForTurnAsync(cancellationToken).ConfigureAwait(false);
            RetryHeaders.Set(call.Request.Headers, call.InvocationId, retries, DeadlineOf(call));
            call.ErrorHeaders = null;
            var reply = await SendAsync(call, cancellationToken).ConfigureAwait(false);
            if (await _replies.FindErrorAsync(call, reply, cancellationToken).ConfigureAwait(false) is { } error)
            {
                call.ErrorHeaders = reply.Headers;
                reply.Dispose();
                return (null, error);
            }
            var result = await _replies.ReadAsync(call, reply, cancellationToken).ConfigureAwait(false);
            retries.Succeeded();
            return (result, null);
        }
        catch (Exception e) when (e is TransportException or ServiceException)
        {
            return (null, (AwlException)e);
        }
    }

    /// <summary>When we stop waiting for a further attempt, on the server's clock as its last reply shows it; not for a body that takes its time.</summary>
    DateTimeOffset? DeadlineOf(Call call)
    {
        if (call.Operation.StreamingInput is not null || call.ErrorHeaders?["Date"] is not { } text) return null;
        if (_context.Settings.ReadTimeout is var timeout && timeout == Timeout.InfiniteTimeSpan) return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var date) ? date + timeout : null;
    }

    async Task<HttpReply> SendAsync(Call call, CancellationToken cancellationToken)
    {
        // Signed again on every attempt: the date is part of the signature and the keys may have rotated.
        var plain = call.Request.Body;
        call.Request.Body = await AuthorizeAsync(call, cancellationToken).ConfigureAwait(false);
        try
        {
            return _context.Log.IsOn ? await SendLoggedAsync(call, cancellationToken).ConfigureAwait(false)
                : await _context.Transport.SendAsync(call.Request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            call.Request.Body = plain;
        }
    }

    /// <summary>Signs the request as it stands.</summary>
    /// <returns>The body as it goes on the wire.</returns>
    ValueTask<RequestBody> AuthorizeAsync(Call call, CancellationToken cancellationToken)
    {
        if (_context.ExtraHeader?.Invoke(call.Request.Method, call.Request.Url) is { } extra) call.Request.Headers[extra.Key] = extra.Value;
        return _authorizer!.SignAsync(call, cancellationToken);
    }

    async Task<HttpReply> SendLoggedAsync(Call call, CancellationToken cancellationToken)
    {
        var log = new HttpLog(_context.Log, SensitiveMembers.Of(call.Operation));
        log.Write(call.Request);
        try
        {
            var reply = await _context.Transport.SendAsync(call.Request, cancellationToken).ConfigureAwait(false);
            var streams = call.Operation.StreamingOutput is not null || call.Operation.EventStreamOutput is not null;
            return await log.WriteAsync(reply, streams, cancellationToken).ConfigureAwait(false);
        }
        catch (TransportException e)
        {
            log.Write(e);
            throw;
        }
    }

    /// <summary>Whether the error told how to do better: another region, the right time, another address. Each is tried once a call, without a delay.</summary>
    async ValueTask<bool> TryCorrectAsync(Call call, AwlException error, CallRetries retries, CancellationToken cancellationToken)
    {
        if (error is not ServiceException { } refusal || call.ErrorHeaders is not { } headers) return false;

        if (_redirects is not null && await _redirects.FindRegionAsync(call, refusal, headers, cancellationToken).ConfigureAwait(false) is { } region)
        {
            (call.RedirectedTo, call.IsRedirected) = (region, true);
            retries.Attempt++;   // AWS CLI counts this one
        }
        else if (!call.IsClockCorrected && ClockSkew.Find(refusal, headers, Clock.GetUtcNow()) is { } skew) (_authorizer!.ClockSkew, call.IsClockCorrected) = (skew, true);
        else if (_discovery is not null && !call.IsRediscovered && EndpointDiscovery.IsWrongEndpoint(refusal.Status, refusal.Code)) call.IsRediscovered = Rediscover();
        else return false;

        await AddressAsync(call, cancellationToken).ConfigureAwait(false);
        return true;
    }

    bool Rediscover()
    {
        _discovery!.Forget();
        return true;
    }

    static TimestampStyle TimestampStyleOf(Settings settings) => settings.Find(SettingKey.CliTimestampFormat).Value switch
    {
        null or "iso8601" => TimestampStyle.Iso8601,
        "wire" => TimestampStyle.Wire,
        var format => throw new ConfigurationException(ConfigurationFault.Invalid,
            $"Unknown cli_timestamp_format value: {format}, valid values are \"wire\" or \"iso8601\""),
    };

    async ValueTask<AwlException> GiveUpAsync(AwlException error, CallRetries retries, CancellationToken cancellationToken)
    {
        if (retries.DelayBeforeGivingUp > TimeSpan.Zero) await Task.Delay(retries.DelayBeforeGivingUp, Clock, cancellationToken).ConfigureAwait(false);
        if (error is ServiceException refusal && retries.IsLastAttempt) refusal.ReachedMaxRetries = retries.Attempt - 1;
        return error;
    }

    async Task<JsonElement> DiscoverAsync(Operation operation, CancellationToken cancellationToken)
        => (await InvokeAsync(operation, EmptyInput, null, cancellationToken).ConfigureAwait(false)).Json;

    /// <summary>The region of a bucket as S3 gives it to anyone who asks, even with a refusal.</summary>
    async Task<string?> AskBucketRegionAsync(string bucket, CancellationToken cancellationToken)
    {
        if (Service.FindOperation("HeadBucket") is not { } operation) return null;
        var call = Serialize(operation, JsonDocument.Parse($$"""{"Bucket":"{{JsonEncodedText.Encode(bucket)}}"}""").RootElement, null, null);
        await AddressAsync(call, cancellationToken).ConfigureAwait(false);
        await AddChecksumAsync(call, cancellationToken).ConfigureAwait(false);
        var (reply, _) = await TryAsync(call, _retry.Begin(operation.Name), cancellationToken).ConfigureAwait(false);
        if (reply is null) return S3RegionRedirect.RegionIn(call.ErrorHeaders);
        return reply.Json.TryGetProperty("BucketRegion"u8, out var region) ? region.GetString() : null;
    }

    async Task<AwsCredentials> CreateExpressSessionAsync(string bucket, CancellationToken cancellationToken)
    {
        var operation = Service.FindOperation("CreateSession") ?? throw new InvalidOperationException("The model of S3 has no CreateSession.");
        var input = JsonDocument.Parse($$"""{"Bucket":"{{JsonEncodedText.Encode(bucket)}}"}""").RootElement;
        var reply = await InvokeAsync(operation, input, null, cancellationToken).ConfigureAwait(false);
        var keys = reply.Json.GetProperty("Credentials"u8);
        return new(keys.GetProperty("AccessKeyId"u8).GetString()!, keys.GetProperty("SecretAccessKey"u8).GetString()!, keys.GetProperty("SessionToken"u8).GetString())
        {
            Expiration = keys.GetProperty("Expiration"u8).GetDateTimeOffset(),
        };
    }

    static JsonElement EmptyInput => JsonDocument.Parse("{}"u8.ToArray()).RootElement;
}
