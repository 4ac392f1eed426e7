using System.Globalization;
using Awl.Http;
using Awl.Local.Sandbox.Authentication;
using Awl.Local.Sandbox.Iam;
using Awl.Local.Sandbox.Policies;
using Awl.Local.Sandbox.S3;
using Awl.Local.Sandbox.Storage;
using Awl.Local.Sandbox.Sts;
using Awl.Local.Sandbox.Wire;
using Awl.Model;
using Microsoft.AspNetCore.Http;

namespace Awl.Local.Sandbox;

/// <summary>AWS in miniature: STS, IAM and S3 for one account, behind real signatures and policies.</summary>
sealed class SandboxServer
{
    readonly TimeProvider _clock;
    readonly TextWriter _log;
    readonly Authenticator _authenticator;
    readonly Authorizer _authorizer;
    readonly KeyDirectory _keys;
    readonly PostUpload _postUpload;
    readonly Dictionary<string, (ISandboxService Service, IWire Wire)> _services = [];

    /// <param name="folder">Where the state is.</param>
    /// <param name="pack">The models, which say how each operation travels.</param>
    /// <param name="clock">The time that signatures are held against.</param>
    /// <param name="transport">Asks issuers of tokens for their keys.</param>
    /// <param name="log">Gets a line for a fault of our own.</param>
    public SandboxServer(DataFolder folder, Pack pack, TimeProvider clock, ITransport transport, TextWriter log)
    {
        (_clock, _log, Iam) = (clock, log, new(folder, clock));
        var seal = new Seal(Iam.Read(state => state.SealKey));
        _keys = new(Iam, seal);
        (_authenticator, _authorizer) = (new(_keys), new(Iam, seal));
        var buckets = new BucketStore(folder);
        var s3 = new S3Service(buckets, _authorizer);
        _postUpload = new(buckets, _authenticator, _authorizer, s3, pack.FindService("s3")!.Value);
        Add(s3, new S3Wire(pack.FindService("s3")!.Value, s3.Knows));
        Add(new IamService(Iam), new QueryWire(pack.FindService("iam")!.Value));
        Add(new StsService(Iam, seal, _authorizer, new(transport)), new QueryWire(pack.FindService("sts")!.Value));
        Add(new Ec2Service(_authorizer), new Ec2Wire(pack.FindService("ec2")!.Value));
    }

    public IamStore Iam { get; }

    /// <summary>Whether it has an operation of a service.</summary>
    public bool Has(string service, string operation) => _services[service].Service.Knows(operation);

    /// <summary>Answers one request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        var request = SandboxRequest.Of(context, _clock.GetUtcNow());
        var wire = _services["s3"].Wire;
        // Clients correct their clocks by it.
        context.Response.Headers.Date = request.Time.ToString("R", CultureInfo.InvariantCulture);
        try
        {
            if (PostUpload.IsMeant(request)) { await _postUpload.HandleAsync(context, request); return; }

            var claim = SignatureClaim.Find(request);
            var (service, itsWire) = FindService(request, claim);
            wire = itsWire;
            var caller = claim is null ? FindCaller(request) : await _authenticator.AuthenticateAsync(request, claim, context.RequestAborted);
            var call = await wire.ReadAsync(request, caller, context.RequestAborted);
            Check(call, service);
            if (claim is not null) _keys.NoteUse(claim, request.Time);
            await wire.WriteAsync(context.Response, call, await service.InvokeAsync(call, context.RequestAborted));
        }
        catch (SandboxException e)
        {
            CloseUnlessBodyComes(context);
            await wire.WriteErrorAsync(context.Response, request, e);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested) { }   // nobody listens any more
        catch (Exception e) when (!context.Response.HasStarted)
        {
            await _log.WriteLineAsync($"awl-local: a fault of the sandbox in {request.Method} {request.RawPath.AsSpan(0, Math.Min(200, request.RawPath.Length))}: {e}");
            await wire.WriteErrorAsync(context.Response, request, new("InternalError", "We encountered an internal error. Please try again.", 500));
        }
    }

    /// <summary>The caller of a request without a signature of version 4: whose link it is, or nobody.</summary>
    Caller FindCaller(SandboxRequest request)
    {
        var caller = OldSignature.Find(request) is { } link ? _authenticator.Authenticate(request, link) : Caller.Anonymous;
        SignedBody.Unpack(request, null, request.Header("x-amz-content-sha256") ?? SignedBody.Unsigned);
        return caller;
    }

    /// <summary>A client that waits for leave to send its body keeps it when it is refused, so that nobody can tell where its next request begins.</summary>
    static void CloseUnlessBodyComes(HttpContext context)
    {
        if (context.Request.Headers.Expect.Count > 0) context.Response.Headers.Connection = "close";
    }

    void Add(ISandboxService service, IWire wire) => _services.Add(service.Name, (service, wire));

    /// <summary>The service that the signature is for; without one a form is for STS, anything else for S3.</summary>
    (ISandboxService, IWire) FindService(SandboxRequest request, SignatureClaim? claim)
    {
        var isForm = request.Method == "POST" && request.Header("Content-Type")?.StartsWith("application/x-www-form-urlencoded", StringComparison.Ordinal) == true;
        return _services.TryGetValue(claim?.Service ?? (isForm ? "sts" : "s3"), out var found) ? found
            : throw new SandboxException("NotImplemented", $"The sandbox has no service {claim!.Service}: it has STS, IAM and S3.", 501);
    }

    void Check(OperationCall call, ISandboxService service)
    {
        if (!service.Knows(call.Operation.Name))
            throw new SandboxException("NotImplemented", $"The sandbox does not have the operation {call.Operation.Name}.", 501);
        if (call.Caller.Kind == CallerKind.Anonymous && service.Name != "s3" && call.Operation.Name != "AssumeRoleWithWebIdentity")
            throw new SandboxException("MissingAuthenticationToken", "Request is missing Authentication Token", 403);
        _authorizer.Check(call, service);
    }
}
