using System.Net;
using System.Net.Sockets;
using Awl.Cli.Errors;

namespace Awl.Cli.SignIn;

/// <summary>Listens on 127.0.0.1 for the browser that a login sends back, with the code that is redeemed for a session.</summary>
/// <remarks>
/// Reached by this machine alone (AWS CLI listens on all its addresses). Only a GET of the one path, under the address that the login named, counts;
/// anything else is turned away and the wait goes on. The state must be the one that went out. Source: RFC 8252 and RFC 6749, 4.1.2 and 10.12.
/// </remarks>
sealed class CallbackServer : IDisposable
{
    const string CallbackPath = "/oauth/callback";

    readonly TcpListener _listener;
    readonly Machine _machine;
    readonly string _failure;

    CallbackServer(TcpListener listener, Machine machine, string failure)
    {
        (_listener, _machine, _failure) = (listener, machine, failure);
        Host = $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
    }

    /// <summary>The address as a client registers it: any port will do.</summary>
    public static string RegisteredUri => $"http://127.0.0.1{CallbackPath}";

    /// <summary>The address that the browser is sent back to.</summary>
    public string RedirectUri => $"http://{Host}{CallbackPath}";

    /// <summary>How long a person has.</summary>
    static TimeSpan TimeLimit => TimeSpan.FromMinutes(10);

    static TimeSpan RequestTimeLimit => TimeSpan.FromSeconds(10);

    string Host { get; }

    /// <summary>Listens on a free port.</summary>
    /// <param name="machine">Its clock limits the wait.</param>
    /// <param name="failure">The words that a failure starts with.</param>
    /// <exception cref="CommandFailedException">No port can be had.</exception>
    public static CallbackServer Start(Machine machine, string failure)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        try { listener.Start(); }
        catch (SocketException e)
        {
            listener.Dispose();
            throw new CommandFailedException($"{failure}: Cannot listen on 127.0.0.1 for the browser's answer: {e.Message}.", e);
        }
        return new(listener, machine, failure);
    }

    public void Dispose() => _listener.Dispose();

    /// <summary>Waits for the browser.</summary>
    /// <param name="state">The state that the login's page was opened with.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="CommandFailedException">The login was refused, the state is another one, or nobody came in time.</exception>
    public async Task<Callback> WaitAsync(string state, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(TimeLimit, _machine.Clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        var found = new TaskCompletionSource<Callback>(TaskCreationOptions.RunContinuationsAsynchronously);
        var accepting = AcceptAsync(state, found, stop.Token);
        try
        {
            return await found.Task.WaitAsync(stop.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CommandFailedException("The pending authorization has expired: nobody signed in within 10 minutes. Run the command again.");
        }
        finally
        {
            await stop.CancelAsync();
            _listener.Stop();
            await accepting;
        }
    }

    /// <summary>Serves connections beside each other: browsers open some in advance and say nothing on them.</summary>
    async Task AcceptAsync(string state, TaskCompletionSource<Callback> found, CancellationToken stopped)
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(stopped);
                connections.Add(ServeAsync(socket, state, found, stopped));
            }
        }
        catch (OperationCanceledException) { }
        catch (SocketException e) { found.TrySetException(new CommandFailedException($"{_failure}: {e.Message}.", e)); }
        await Task.WhenAll(connections);
    }

    async Task ServeAsync(Socket socket, string state, TaskCompletionSource<Callback> found, CancellationToken stopped)
    {
        var connection = new CallbackConnection(socket);
        var isKept = false;
        try
        {
            using var limit = new CancellationTokenSource(RequestTimeLimit, _machine.Clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stopped, limit.Token);
            if (await connection.ReadHeadAsync(either.Token) is { } head) isKept = await AnswerAsync(connection, CallbackRequest.Find(head), state, found, either.Token);
        }
        catch (OperationCanceledException) { }
        catch (IOException) { }
        finally
        {
            if (!isKept) connection.Dispose();
        }
    }

    /// <returns>Whether the connection stays open: its answer waits for the code to be redeemed.</returns>
    async Task<bool> AnswerAsync(CallbackConnection connection, CallbackRequest? request, string state, TaskCompletionSource<Callback> found, CancellationToken stopped)
    {
        if (StatusOf(request) is { } status)
        {
            await connection.AnswerAsync(CallbackPage.NotHere(status), stopped);
            return false;
        }
        if (ReasonAgainst(request!, state) is { } reason)
        {
            await connection.AnswerAsync(CallbackPage.Failure(reason), stopped);
            found.TrySetException(new CommandFailedException($"{_failure}: {reason}"));
            return false;
        }
        return found.TrySetResult(new(request!.Parameter("code")!, connection));
    }

    /// <summary>The status of a request that is not the one waited for; null where it is.</summary>
    int? StatusOf(CallbackRequest? request) => request switch
    {
        null => 400,
        _ when request.Host != Host => 421,   // another name for this address: a page of somebody else's that wants to reach us
        { Path: not CallbackPath } => 404,
        { Method: not "GET" } => 405,
        _ when request.Parameter("error") is null && (request.Parameter("code") is null || request.Parameter("state") is null) => 400,
        _ => null,
    };

    static string? ReasonAgainst(CallbackRequest request, string state)
    {
        var isOurs = RandomText.AreSame(request.Parameter("state") ?? "", state);
        if (request.Parameter("error") is { } error) return isOurs ? Refusal(error, request.Parameter("error_description")) : "Failed to retrieve an authorization code.";
        return isOurs ? null : "State parameter does not match expected value.";
    }

    static string Refusal(string error, string? description)
    {
        var words = Terminals.ScreenText.Of(string.IsNullOrEmpty(description) ? error : $"{error}: {description}");
        return $"Failed to retrieve an authorization code. ({(words.Length > 300 ? words[..300] : words)})";
    }
}
