using System.Text.Json;

namespace Awl.Local.Imds;

/// <summary>The orders that a running metadata server takes: events, faults, and its certificate.</summary>
sealed class ImdsControl(Machine machine, Events events, Faults faults, IdentityDocument identity)
{
    static readonly string[] _codes = ["instance-reboot", "system-reboot", "system-maintenance", "instance-retirement", "instance-stop"];
    static readonly string[] _states = ["Detached", "InService", "Standby", "Terminated", "Warmed:Hibernated", "Warmed:Running", "Warmed:Stopped", "Warmed:Terminated"];

    /// <summary>Carries out an order by its path.</summary>
    /// <returns>What to tell whoever gave it; null when there is no such order.</returns>
    /// <exception cref="UsageException">The order is wrong.</exception>
    public string? Obey(string path, JsonElement order) => path switch
    {
        "/event" => MakeEvent(order),
        "/fault" => MakeFault(order),
        "/certificate" => identity.Certificate,
        _ => null,
    };

    string MakeEvent(JsonElement order)
    {
        var kind = Text(order, "kind");
        var after = TimeSpan.FromSeconds(Number(order, "after") ?? 0);
        var clears = order.TryGetProperty("clear", out var clear) && clear.ValueKind == JsonValueKind.True;
        switch (kind)
        {
            case "spot-interruption": events.SetSpot(clears ? null : OneOf(order, "action", ["terminate", "stop", "hibernate"]), after); break;
            case "rebalance": events.SetRebalance(clears ? null : after); break;
            case "lifecycle": events.SetLifecycle(clears ? null : OneOf(order, "state", _states), after); break;
            case "maintenance" when clears: events.EndMaintenance(OneOf(order, "ended", ["completed", "canceled"])); break;
            case "maintenance": events.AddMaintenance(OneOf(order, "code", _codes), NewEventId(), after); break;
            default: throw new UsageException($"There is no event '{kind}': it is spot-interruption, rebalance, maintenance or lifecycle.");
        }
        return clears ? $"{kind} is cleared." : after > TimeSpan.Zero ? $"{kind} shows in {after.TotalSeconds:0} s." : $"{kind} shows.";
    }

    string MakeFault(JsonElement order)
    {
        if (order.TryGetProperty("clear", out var clear) && clear.ValueKind == JsonValueKind.True)
        {
            faults.Clear();
            return "There are no faults any more.";
        }
        var status = (int?)Number(order, "status");
        if (status is < 400 or > 599) throw new UsageException("The status of a fault is 400 to 599.");
        if (Number(order, "rate") is < 0 or > 1) throw new UsageException("The rate of a fault is 0 to 1.");

        var delay = TimeSpan.FromSeconds(Number(order, "delay") ?? 0);
        if (status is null && delay == TimeSpan.Zero) throw new UsageException("A fault has a status or a delay.");

        faults.Add(new(status, Number(order, "rate") ?? 1, delay, (int?)Number(order, "times"), Text(order, "path") ?? "/"));
        return "The fault is set.";
    }

    string NewEventId()
    {
        Span<byte> bytes = stackalloc byte[9];
        machine.FillRandom(bytes);
        return $"instance-event-{Convert.ToHexStringLower(bytes)[..17]}";
    }

    static string OneOf(JsonElement order, string name, string[] choices)
    {
        var value = Text(order, name) ?? choices[0];
        return choices.Contains(value) ? value : throw new UsageException($"'{value}' is no {name} of it: {string.Join(", ", choices)}.");
    }

    static string? Text(JsonElement order, string name) => order.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    static double? Number(JsonElement order, string name)
        => order.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
}
