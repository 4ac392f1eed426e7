using System.Globalization;

namespace Awl.Local.Imds;

/// <summary>What is about to happen to the instance. Each shows from its time on; nothing waits.</summary>
sealed class Events(TimeProvider clock)
{
    readonly Lock _lock = new();
    readonly List<Maintenance> _maintenance = [];
    SpotNotice? _spot;
    DateTimeOffset? _rebalance;
    (string State, DateTimeOffset From)? _lifecycle;

    /// <summary>An interruption of a spot instance.</summary>
    /// <param name="Action">terminate, stop or hibernate.</param>
    /// <param name="From">Since when it shows.</param>
    /// <param name="Time">When it comes: about two minutes later; hibernation at once.</param>
    public sealed record SpotNotice(string Action, DateTimeOffset From, DateTimeOffset Time);

    /// <summary>One event of maintenance.</summary>
    public sealed record Maintenance(string Id, string Code, string Description, DateTimeOffset From, DateTimeOffset NotBefore, DateTimeOffset NotAfter, string State);

    public SpotNotice? Spot => Locked<SpotNotice?>(() => _spot is { } spot && spot.From <= Now ? spot : null);
    public DateTimeOffset? Rebalance => Locked<DateTimeOffset?>(() => _rebalance is { } time && time <= Now ? time : null);
    public string? LifecycleState => Locked<string?>(() => _lifecycle is { } lifecycle && lifecycle.From <= Now ? lifecycle.State : null);

    public IReadOnlyList<Maintenance> Scheduled => Locked<IReadOnlyList<Maintenance>>(() => _maintenance.FindAll(e => e.State == "active" && e.From <= Now));
    public IReadOnlyList<Maintenance> History => Locked<IReadOnlyList<Maintenance>>(() => _maintenance.FindAll(e => e.State != "active"));

    /// <param name="action">terminate, stop or hibernate; null takes the notice away.</param>
    /// <param name="after">How long from now it shows.</param>
    public void SetSpot(string? action, TimeSpan after) => Locked(() =>
        _spot = action is null ? null : new(action, Now + after, Now + after + (action == "hibernate" ? TimeSpan.Zero : TimeSpan.FromMinutes(2))));

    /// <param name="after">How long from now it shows; null takes it away.</param>
    public void SetRebalance(TimeSpan? after) => Locked(() => _rebalance = Now + after);

    /// <param name="state">The state that the group wants; null takes it back.</param>
    /// <param name="after">How long from now it shows.</param>
    public void SetLifecycle(string? state, TimeSpan after) => Locked(() => _lifecycle = state is null ? null : ((string, DateTimeOffset)?)(state, Now + after));

    /// <param name="code">Such as system-reboot.</param>
    /// <param name="id">The event's id.</param>
    /// <param name="after">How long from now it shows. It comes a week later and may take an hour.</param>
    public void AddMaintenance(string code, string id, TimeSpan after) => Locked(() =>
    {
        var start = Now + after + TimeSpan.FromDays(7);
        _maintenance.Add(new(id, code, DescriptionOf(code), Now + after, start, start + TimeSpan.FromHours(1), "active"));
        return true;
    });

    /// <summary>Ends all maintenance that is scheduled; it stands in the history from now on.</summary>
    /// <param name="state">completed or canceled.</param>
    public void EndMaintenance(string state) => Locked(() =>
    {
        for (var i = 0; i < _maintenance.Count; i++)
        {
            if (_maintenance[i].State == "active") _maintenance[i] = _maintenance[i] with { State = state };
        }
        return true;
    });

    DateTimeOffset Now => clock.GetUtcNow();

    T Locked<T>(Func<T> read)
    {
        lock (_lock) return read();
    }

    /// <remarks>Source: EC2 user guide, "scheduled reboot" for both kinds of reboot.</remarks>
    static string DescriptionOf(string code) => code switch
    {
        "instance-reboot" or "system-reboot" => "scheduled reboot",
        "system-maintenance" => "scheduled maintenance",
        "instance-retirement" => "The instance is running on degraded hardware",
        _ => "The instance is scheduled to be stopped",
    };

    /// <summary>Events as the service writes them: in one line, times in words.</summary>
    public static string Json(IReadOnlyList<Maintenance> events) => events.Count == 0 ? "[]" : $"[ {string.Join(", ", events.Select(Json))} ]";

    static string Json(Maintenance e) => new SpacedJson()
        .Add("NotBefore", Words(e.NotBefore))
        .Add("Code", e.Code)
        .Add("Description", Prefix(e.State) + e.Description)
        .Add("EventId", e.Id)
        .Add("NotAfter", Words(e.NotAfter))
        .Add("State", e.State)
        .ToString();

    static string Prefix(string state) => state switch { "completed" => "[Completed] ", "canceled" => "[Canceled] ", _ => "" };

    static string Words(DateTimeOffset time) => time.UtcDateTime.ToString("d MMM yyyy HH:mm:ss 'GMT'", CultureInfo.InvariantCulture);
}
