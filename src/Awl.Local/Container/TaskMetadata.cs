using System.Text.Json;
using Awl.Local.Imds;

namespace Awl.Local.Container;

/// <summary>Version 4 of ECS's task metadata: a task on the same made-up instance, with one container that runs.</summary>
/// <remarks>Source: amazon-ecs-agent, handlers/task_server_setup and tmds/handlers/v4/state. The container's id is the last word of the address.</remarks>
sealed class TaskMetadata(Instance instance, TimeProvider clock)
{
    const string Cluster = "awl", Family = "awl-local", ContainerName = "app", Image = "awl-local:latest";

    /// <summary>The answer for a path below the container's address: nothing, task, taskWithTags, stats, task/stats; null for others.</summary>
    public string? Find(string path) => path switch
    {
        "" => Json.Object(WriteContainer),
        "task" => Json.Object(WriteTask),
        "taskWithTags" => Json.Object(json => { WriteTask(json); WriteTags(json); }),
        "stats" => Json.Object(WriteStats),
        "task/stats" => Json.Object(json =>
        {
            json.WriteStartObject(DockerId);
            WriteStats(json);
            json.WriteEndObject();
        }),
        _ => null,
    };

    string TaskId => instance.InstanceId[2..].PadRight(32, '0');
    string DockerId => $"{TaskId}-0000000001";
    string TaskArn => $"arn:{instance.Partition}:ecs:{instance.Region}:{instance.AccountId}:task/{Cluster}/{TaskId}";
    string ContainerArn => $"arn:{instance.Partition}:ecs:{instance.Region}:{instance.AccountId}:container/{Cluster}/{TaskId}/0f0e0d0c-0b0a-4908-8706-050403020100";
    string Started => Time(instance.Started);

    void WriteTask(Utf8JsonWriter json)
    {
        json.WriteString("Cluster", Cluster);
        json.WriteString("TaskARN", TaskArn);
        json.WriteString("Family", Family);
        json.WriteString("Revision", "1");
        json.WriteString("DesiredStatus", "RUNNING");
        json.WriteString("KnownStatus", "RUNNING");
        WriteLimits(json, 0.25, 512);
        json.WriteString("PullStartedAt", Started);
        json.WriteString("PullStoppedAt", Started);
        json.WriteString("AvailabilityZone", instance.AvailabilityZone);
        json.WriteString("LaunchType", "EC2");
        json.WriteStartArray("Containers");
        json.WriteStartObject();
        WriteContainer(json);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteString("VPCID", instance.VpcId);
        json.WriteStartObject("ClockDrift");
        json.WriteNumber("ClockErrorBound", 0.5);
        json.WriteString("ReferenceTimestamp", Time(clock.GetUtcNow()));
        json.WriteString("ClockSynchronizationStatus", "SYNCHRONIZED");
        json.WriteEndObject();
        json.WriteStartObject("EphemeralStorageMetrics");
        json.WriteNumber("Utilized", 261);
        json.WriteNumber("Reserved", 20496);
        json.WriteEndObject();
        json.WriteBoolean("FaultInjectionEnabled", false);
    }

    void WriteTags(Utf8JsonWriter json)
    {
        json.WriteStartObject("TaskTags");
        foreach (var (name, value) in instance.Tags) json.WriteString(name, value);
        json.WriteEndObject();
    }

    void WriteContainer(Utf8JsonWriter json)
    {
        json.WriteString("DockerId", DockerId);
        json.WriteString("Name", ContainerName);
        json.WriteString("DockerName", $"ecs-{Family}-1-{ContainerName}");
        json.WriteString("Image", Image);
        json.WriteString("ImageID", "sha256:" + TaskId + TaskId);
        WriteLabels(json);
        json.WriteString("DesiredStatus", "RUNNING");
        json.WriteString("KnownStatus", "RUNNING");
        WriteLimits(json, 2, 512);
        json.WriteString("CreatedAt", Started);
        json.WriteString("StartedAt", Started);
        json.WriteString("Type", "NORMAL");
        json.WriteString("LogDriver", "json-file");
        json.WriteString("ContainerARN", ContainerArn);
        json.WriteString("Snapshotter", "overlayfs");
        json.WriteStartArray("Networks");
        json.WriteStartObject();
        WriteNetwork(json);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    void WriteLabels(Utf8JsonWriter json)
    {
        json.WriteStartObject("Labels");
        json.WriteString("com.amazonaws.ecs.cluster", Cluster);
        json.WriteString("com.amazonaws.ecs.container-name", ContainerName);
        json.WriteString("com.amazonaws.ecs.task-arn", TaskArn);
        json.WriteString("com.amazonaws.ecs.task-definition-family", Family);
        json.WriteString("com.amazonaws.ecs.task-definition-version", "1");
        json.WriteEndObject();
    }

    static void WriteLimits(Utf8JsonWriter json, double cpu, int memory)
    {
        json.WriteStartObject("Limits");
        json.WriteNumber("CPU", cpu);
        json.WriteNumber("Memory", memory);
        json.WriteEndObject();
    }

    void WriteNetwork(Utf8JsonWriter json)
    {
        json.WriteString("NetworkMode", "awsvpc");
        WriteList(json, "IPv4Addresses", instance.LocalIpv4);
        if (instance.Ipv6 is { } address) WriteList(json, "IPv6Addresses", address);
        json.WriteNumber("AttachmentIndex", 0);
        json.WriteString("MACAddress", instance.Mac);
        json.WriteString("IPv4SubnetCIDRBlock", instance.SubnetBlock);
        json.WriteString("PrivateDNSName", instance.Hostname);
    }

    static void WriteList(Utf8JsonWriter json, string name, string value)
    {
        json.WriteStartArray(name);
        json.WriteStringValue(value);
        json.WriteEndArray();
    }

    /// <summary>Docker's statistics, of a container at rest, with the network rates that ECS adds.</summary>
    void WriteStats(Utf8JsonWriter json)
    {
        json.WriteString("read", Time(clock.GetUtcNow()));
        json.WriteString("preread", Time(clock.GetUtcNow().AddSeconds(-1)));
        json.WriteString("name", $"ecs-{Family}-1-{ContainerName}");
        json.WriteString("id", DockerId);
        json.WriteNumber("num_procs", 0);
        WriteProcessor(json, "cpu_stats");
        WriteProcessor(json, "precpu_stats");
        json.WriteStartObject("memory_stats");
        json.WriteNumber("usage", 16_777_216);
        json.WriteNumber("limit", 536_870_912);
        json.WriteEndObject();
        json.WriteStartObject("networks");
        json.WriteStartObject("eth0");
        foreach (var name in (string[])["rx_bytes", "rx_packets", "rx_errors", "rx_dropped", "tx_bytes", "tx_packets", "tx_errors", "tx_dropped"]) json.WriteNumber(name, 0);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("network_rate_stats");
        json.WriteNumber("rx_bytes_per_sec", 0);
        json.WriteNumber("tx_bytes_per_sec", 0);
        json.WriteEndObject();
    }

    static void WriteProcessor(Utf8JsonWriter json, string name)
    {
        json.WriteStartObject(name);
        json.WriteStartObject("cpu_usage");
        foreach (var each in (string[])["total_usage", "usage_in_kernelmode", "usage_in_usermode"]) json.WriteNumber(each, 0);
        json.WriteEndObject();
        json.WriteNumber("system_cpu_usage", 0);
        json.WriteNumber("online_cpus", 2);
        json.WriteEndObject();
    }

    static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'");
}
