using System.Text.Json;
using Awl.Model;

namespace Awl.Client;

/// <summary>Asks again and again until a resource is as wanted.</summary>
/// <remarks>Source: botocore waiter.py, Waiter.</remarks>
public sealed class Waiter
{
    readonly ServiceClient _client;
    readonly string _name;
    readonly WaiterDefinition _definition;
    readonly TimeProvider _clock;

    /// <param name="client">Of the waiter's service.</param>
    /// <param name="name">In the model's spelling: <c>BucketExists</c>.</param>
    /// <exception cref="UsageException">The service has no such waiter.</exception>
    public Waiter(ServiceClient client, string name)
    {
        ArgumentNullException.ThrowIfNull(client);
        var json = client.Service.FindWaiter(name) ?? throw new UsageException($"{client.Service.CommandName} has no waiter {name}.");
        (_client, _name, _definition, _clock) = (client, name, WaiterDefinition.Parse(json), client.Clock);
        Operation = client.Service.FindOperation(_definition.Operation) ?? throw new InvalidDataException($"The waiter {name} asks an operation that does not exist.");
        (Delay, MaxAttempts) = (_definition.Delay, _definition.MaxAttempts);
    }

    /// <summary>The operation that it asks.</summary>
    public Operation Operation { get; }

    /// <summary>The time between two questions; the model's at first.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>How often it asks at most; the model's at first.</summary>
    public int MaxAttempts { get; set; }

    /// <summary>How long it asks at most, instead of <see cref="MaxAttempts"/>; null, the default, to count. The last question comes when the time is over.</summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>Called after each answer that does not end the wait, with its number and the state in it.</summary>
    public Action<int, string>? Asked { get; set; }

    /// <summary>Returns when the resource is as wanted.</summary>
    /// <param name="input">The input of <see cref="Operation"/>, as a JSON object.</param>
    /// <param name="cancellationToken">Stops between and within calls.</param>
    /// <exception cref="WaiterException">It will never be so, or was not in time.</exception>
    public async Task WaitAsync(JsonElement input, CancellationToken cancellationToken = default)
    {
        WaiterAcceptor? last = null;
        var start = _clock.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            var (reply, error) = await AskAsync(input, cancellationToken).ConfigureAwait(false);
            var accepted = Accept(reply, error);
            if (accepted is null && error is not null) throw Failed($"An error occurred ({error.Code}): {error.ServiceMessage}", error);

            last = accepted ?? last;
            if (accepted?.State == WaiterState.Success) return;
            if (accepted?.State == WaiterState.Failure) throw Failed($"Waiter encountered a terminal failure state: {accepted.Explanation}", error);
            var elapsed = _clock.GetElapsedTime(start);
            if (IsOver(attempt, elapsed)) throw Failed(last is null ? Over : $"{Over}. Previously accepted state: {last.Explanation}", error);

            Asked?.Invoke(attempt, StateIn(reply, error));
            await Task.Delay(Timeout is { } most && most - elapsed < Delay ? most - elapsed : Delay, _clock, cancellationToken).ConfigureAwait(false);
        }
    }

    bool IsOver(int attempt, TimeSpan elapsed) => Timeout is { } most ? elapsed >= most : attempt >= MaxAttempts;

    string Over => Timeout is { } most ? $"Timed out after {most.TotalSeconds} seconds" : "Max attempts exceeded";

    /// <summary>The state as the first rule that looks for one sees it.</summary>
    string StateIn(Reply? reply, ServiceException? error)
    {
        if (reply is null) return error!.Code;
        foreach (var acceptor in _definition.Acceptors)
        {
            if (acceptor.FindState(reply) is { } state) return state;
        }
        return $"HTTP {reply.Status}";
    }

    async Task<(Reply? Reply, ServiceException? Error)> AskAsync(JsonElement input, CancellationToken cancellationToken)
    {
        try
        {
            return (await _client.InvokeAsync(Operation, input, null, cancellationToken).ConfigureAwait(false), null);
        }
        catch (ServiceException error)
        {
            return (null, error);       // an answer like any other: the rules say what it means
        }
    }

    WaiterAcceptor? Accept(Reply? reply, ServiceException? error)
    {
        foreach (var acceptor in _definition.Acceptors)
        {
            if (acceptor.Matches(reply, error)) return acceptor;
        }
        return null;
    }

    WaiterException Failed(string reason, ServiceException? error) => new($"Waiter {_name} failed: {reason}", error);
}
