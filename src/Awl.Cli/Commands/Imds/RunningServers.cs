using System.Text;
using Awl.Cli.CommandLine;
using Awl.Cli.Errors;
using Awl.Local.Hosting;

namespace Awl.Cli.Commands.Imds;

/// <summary>The metadata servers of this user that run now, by the records that they leave, and the orders that they take.</summary>
sealed class RunningServers : IDisposable
{
    const string Kind = "imds-";

    readonly Machine _machine;
    readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(2) }) { Timeout = TimeSpan.FromSeconds(10) };

    public RunningServers(Machine machine) => _machine = machine;

    /// <summary>The option that names one of them.</summary>
    public static OptionSpec IdOption => new("id") { Summary = "The server, by its id from awl imds list; needed when several run." };

    /// <summary>Those that answer. The record of one that does not is what a kill has left: it is removed.</summary>
    public async Task<IReadOnlyList<ServerRecord>> FindAllAsync(CancellationToken cancellationToken)
    {
        var running = new List<ServerRecord>();
        foreach (var record in ServerRecord.ReadAll(_machine))
        {
            if (!record.Id.StartsWith(Kind, StringComparison.Ordinal)) continue;
            if (await FindReplyAsync(record, "/status", "{}", cancellationToken) is not null) running.Add(record);
            else Forget(record);
        }
        return running;
    }

    /// <summary>The one that the line means.</summary>
    /// <param name="id">Its id, or null for the only one.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="CommandFailedException">There is none, or there are several.</exception>
    public async Task<ServerRecord> GetAsync(string? id, CancellationToken cancellationToken)
    {
        var running = await FindAllAsync(cancellationToken);
        if (id is not null) return running.FirstOrDefault(record => record.Id == id) ?? throw new CommandFailedException($"No metadata server '{id}' runs. See awl imds list.");
        return running switch
        {
            [var only] => only,
            [] => throw new CommandFailedException("No metadata server runs. Start one with awl imds serve."),
            _ => throw new CommandFailedException($"Several metadata servers run; choose one with --id: {string.Join(", ", running.Select(record => record.Id))}."),
        };
    }

    /// <summary>Gives an order and returns the answer.</summary>
    /// <exception cref="CommandFailedException">The server refuses, or has ended.</exception>
    public async Task<string> OrderAsync(ServerRecord record, string path, string json, CancellationToken cancellationToken)
    {
        if (await FindReplyAsync(record, path, json, cancellationToken) is not { } reply) throw new CommandFailedException($"{record.Id} does not answer any more.");
        return reply.Status == 200 ? reply.Text : throw new CommandFailedException(reply.Text);
    }

    public void Dispose() => _client.Dispose();

    void Forget(ServerRecord record)
    {
        record.Delete(_machine);
        _machine.DeleteFile(record.SecretPath(_machine));
    }

    /// <summary>What the server answers; null where nobody is, or somebody else.</summary>
    async Task<(int Status, string Text)?> FindReplyAsync(ServerRecord record, string path, string json, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, record.ControlUrl + path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Authorization", record.ControlSecret);
        try
        {
            using var reply = await _client.SendAsync(request, cancellationToken);
            return (int)reply.StatusCode == 403 ? null : ((int)reply.StatusCode, await reply.Content.ReadAsStringAsync(cancellationToken));
        }
        catch (HttpRequestException) { return null; }
    }
}
