using System.Buffers;
using System.Text;
using System.Text.Json;
using Awl.Model;
using Awl.Protocols;
using Awl.Protocols.Codecs;
using Awl.Tests.Machines;
using Awl.Tests.Model;

namespace Awl.Tests.Protocols.Codecs;

public sealed class EventStreamTests
{
    static readonly Operation s_operation = TestModels.Service("""
        {"metadata": {"protocol": "rest-json"},
         "operations": {"Talk": {"input": {"shape": "TalkInput"}, "output": {"shape": "TalkOutput"}}},
         "shapes": {
            "TalkInput": {"type": "structure", "members": {"Events": {"shape": "Events"}}, "payload": "Events"},
            "TalkOutput": {"type": "structure", "members": {"Events": {"shape": "Events"}}, "payload": "Events"},
            "Events": {"type": "structure", "eventstream": true, "members": {
                "Said": {"shape": "Said"}, "Bytes": {"shape": "Bytes"}, "Words": {"shape": "Words"}, "Whole": {"shape": "Whole"},
                "End": {"shape": "End"}, "Refused": {"shape": "Refused"}}},
            "Said": {"type": "structure", "event": true, "members": {
                "Text": {"shape": "String"}, "Flag": {"shape": "Boolean", "eventheader": true}, "Count": {"shape": "Integer", "eventheader": true},
                "Big": {"shape": "Long", "eventheader": true}, "Who": {"shape": "String", "eventheader": true},
                "Raw": {"shape": "Blob", "eventheader": true}, "When": {"shape": "Time", "eventheader": true}, "Later": {"shape": "Time"}}},
            "Bytes": {"type": "structure", "event": true, "members": {"Data": {"shape": "Blob", "eventpayload": true}, "Who": {"shape": "String", "eventheader": true}}},
            "Words": {"type": "structure", "event": true, "members": {"Line": {"shape": "String", "eventpayload": true}}},
            "Whole": {"type": "structure", "event": true, "members": {"Inner": {"shape": "Inner", "eventpayload": true}}},
            "Inner": {"type": "structure", "members": {"Text": {"shape": "String"}}},
            "End": {"type": "structure", "event": true, "members": {}},
            "Refused": {"type": "structure", "exception": true, "members": {"message": {"shape": "String"}, "reason": {"shape": "String"}}},
            "String": {"type": "string"}, "Boolean": {"type": "boolean"}, "Integer": {"type": "integer"}, "Long": {"type": "long"},
            "Blob": {"type": "blob"}, "Time": {"type": "timestamp"}}}
        """).FindOperation("Talk")!.Value;

    /// <summary>Messages of AWS's own encoding tests.</summary>
    [Theory]
    [InlineData("000000100000000005c248eb7d98c8ff", "", "")]
    [InlineData("0000001d00000000fd528c5a7b27666f6f273a27626172277dc3653936", "", "{'foo':'bar'}")]
    [InlineData("0000002d0000001041c424b80a6576656e742d74797065040000a00c7b27666f6f273a27626172277d36f480a0", "event-type Integer 40972", "{'foo':'bar'}")]
    public async Task The_known_messages_are_read_and_written(string hex, string header, string payload)
    {
        var bytes = Convert.FromHexString(hex);
        var message = (await new EventStreamReader(new MemoryStream(bytes)).ReadAsync(TestContext.Current.CancellationToken))!;

        Assert.Equal(payload, Encoding.UTF8.GetString(message.Payload.Span));
        Assert.Equal(header, string.Join(' ', message.Headers.Select(h => $"{h.Name} {h.Type} {h.Number}")));
        Assert.Equal(bytes, EventStreamWriter.Encode(message));
    }

    [Theory]
    [InlineData("""{"Said":{"Flag":true,"Count":-7,"Big":12345678901,"Who":"me é","Raw":"AQI=","When":"2024-01-02T03:04:05.678000+00:00","Text":"hi","Later":"2024-01-02T03:04:05+00:00"}}""")]
    [InlineData("""{"Said":{"Flag":false}}""")]
    [InlineData("""{"Bytes":{"Who":"me","Data":"AP8="}}""")]
    [InlineData("""{"Words":{"Line":"a\nb"}}""")]
    [InlineData("""{"Whole":{"Inner":{"Text":"x"}}}""")]
    [InlineData("""{"End":{}}""")]
    public async Task An_event_that_is_written_reads_the_same(string json)
    {
        foreach (var codec in new[] { Codec("rest-json"), Codec("rest-xml"), Codec("smithy-rpc-v2-cbor") })
        {
            var bytes = EventStreamWriter.Encode(new EventWriter(s_operation, codec).Write(JsonElement.Parse(json)));
            var reader = new EventStreamReader(new DripStream(bytes));

            Assert.Equal(json, Read(codec, (await reader.ReadAsync(TestContext.Current.CancellationToken))!));
            Assert.Null(await reader.ReadAsync(TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public void An_event_says_what_its_payload_is()
    {
        Assert.Equal("application/octet-stream", Written("""{"Bytes":{"Data":"AP8="}}""").Text(":content-type"));
        Assert.Equal("text/plain", Written("""{"Words":{"Line":"x"}}""").Text(":content-type"));
        Assert.Equal("application/json", Written("""{"Said":{"Text":"x"}}""").Text(":content-type"));
        Assert.Equal("{\"Text\":\"x\"}", Encoding.UTF8.GetString(Written("""{"Said":{"Text":"x","Who":"y"}}""").Payload.Span));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"Nobody":{}}""")]
    [InlineData("""{"End":{},"Words":{}}""")]
    public void What_is_not_one_event_is_refused(string json) => Assert.Throws<UsageException>(() => Written(json));

    [Fact]
    public void An_event_that_the_model_does_not_know_is_passed_over() => Assert.Null(Read(Codec("rest-json"), Message([EventStreamHeader.Of(":message-type", "event"), EventStreamHeader.Of(":event-type", "New")], "{}")));

    [Fact]
    public void An_exception_of_the_model_has_code_message_and_details()
    {
        var message = Message([EventStreamHeader.Of(":message-type", "exception"), EventStreamHeader.Of(":exception-type", "Refused")], """{"reason":"r","message":"no"}""");
        var error = Assert.Throws<ServiceException>(() => Read(Codec("rest-json"), message));

        Assert.Equal("An error occurred (Refused) when calling the Talk operation: no", error.Message);
        Assert.Equal("""{"message":"no","reason":"r"}""", error.Details!.Value.GetRawText());
    }

    [Fact]
    public void An_error_outside_of_the_model_has_its_code_in_headers()
    {
        var message = Message([EventStreamHeader.Of(":message-type", "error"), EventStreamHeader.Of(":error-code", "Internal"), EventStreamHeader.Of(":error-message", "oops")], "");
        Assert.Equal("An error occurred (Internal) when calling the Talk operation: oops", Assert.Throws<ServiceException>(() => Read(Codec("rest-json"), message)).Message);
    }

    [Fact]
    public async Task Memory_does_not_grow_with_the_stream()
    {
        var message = EventStreamWriter.Encode(Message([EventStreamHeader.Of("a", "b")], new string('x', 1000)));
        var reader = new EventStreamReader(new MemoryStream([.. Enumerable.Repeat(message, 1000).SelectMany(bytes => bytes)]));
        await reader.ReadAsync(TestContext.Current.CancellationToken);

        var before = GC.GetAllocatedBytesForCurrentThread();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken) is not null) { }
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1000 * 1000);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(9)]
    [InlineData(20)]
    [InlineData(-1)]
    public async Task A_damaged_message_is_a_malformed_reply(int at)
    {
        var bytes = EventStreamWriter.Encode(Message([EventStreamHeader.Of(":event-type", "End")], "{}"));
        bytes[at < 0 ? bytes.Length + at : at] ^= 1;
        await Assert.ThrowsAsync<MalformedResponseException>(async () => await new EventStreamReader(new MemoryStream(bytes)).ReadAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(30)]
    public async Task A_stream_that_breaks_off_in_a_message_is_a_malformed_reply(int length)
    {
        var bytes = EventStreamWriter.Encode(Message([EventStreamHeader.Of(":event-type", "End")], "{}"));
        await Assert.ThrowsAsync<MalformedResponseException>(async () => await new EventStreamReader(new MemoryStream(bytes, 0, length)).ReadAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_header_twice_is_a_malformed_reply()
    {
        var bytes = EventStreamWriter.Encode(Message([EventStreamHeader.Of("a", "x"), EventStreamHeader.Of("a", "y")], ""));
        await Assert.ThrowsAsync<MalformedResponseException>(async () => await new EventStreamReader(new MemoryStream(bytes)).ReadAsync(TestContext.Current.CancellationToken));
    }

    static EventStreamMessage Written(string json) => new EventWriter(s_operation, Codec("rest-json")).Write(JsonElement.Parse(json));

    static EventStreamMessage Message(EventStreamHeader[] headers, string payload) => new(headers, Encoding.UTF8.GetBytes(payload));

    static ReplyTimestamps Timestamps => new(TimestampStyle.Iso8601, new FakeMachine().Clock);

    static IBodyCodec Codec(string protocol) => ProtocolTable.GetEventCodec(protocol, Timestamps);

    static string? Read(IBodyCodec codec, EventStreamMessage message)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        if (!new EventReader(s_operation, codec, Timestamps).TryRead(message, json)) return null;
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Gives one byte at a time, as a slow network may.</summary>
    sealed class DripStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
            => base.ReadAsync(buffer[..Math.Min(1, buffer.Length)], cancellationToken);
    }
}
