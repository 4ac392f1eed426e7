using System.Text.Json;
using Awl.Model;
using Awl.Models;
using Awl.Protocols;
using Awl.Tests.Model;

namespace Awl.Tests.Protocols;

/// <summary>Faults in inputs, in the words that AWS CLI 2.36.12 printed for the same input, unless a test says otherwise.</summary>
public sealed class InputValidatorTests
{
    static readonly Pack s_pack = ModelPack.Open();

    static readonly Service s_own = TestModels.Service("""
        {"metadata": {"protocol": "json"},
         "operations": {"Op": {"input": {"shape": "In"}}, "Put": {"input": {"shape": "Put"}}, "Nothing": {}},
         "shapes": {
            "In": {"type": "structure", "required": ["Second", "First", "Token"], "members": {
                "First": {"shape": "Text"}, "Second": {"shape": "Text"}, "Token": {"shape": "Text", "idempotencyToken": true},
                "Password": {"shape": "Secret"}, "Data": {"shape": "Blob"}, "Any": {"shape": "Document"}, "Ratio": {"shape": "Ratio"}, "Count": {"shape": "Count"},
                "Header": {"shape": "Text", "location": "header", "locationName": "x", "jsonvalue": true},
                "Label": {"shape": "Text", "hostLabel": true}, "Holes": {"shape": "Holes"}, "List": {"shape": "List"}, "Map": {"shape": "Map"}, "When": {"shape": "When"},
                "Either": {"shape": "Either"}}},
            "Either": {"type": "structure", "union": true, "members": {"Left": {"shape": "Text"}, "Right": {"shape": "Text"}}},
            "Put": {"type": "structure", "required": ["Name", "Body"], "payload": "Body", "members": {
                "Name": {"shape": "Text"}, "Body": {"shape": "Blob", "streaming": true}}},
            "Text": {"type": "string"}, "Secret": {"type": "string", "sensitive": true}, "Blob": {"type": "blob"},
            "Document": {"type": "structure", "document": true, "members": {}}, "Ratio": {"type": "double", "min": 0.5}, "Count": {"type": "integer", "min": 1},
            "Holes": {"type": "list", "member": {"shape": "Text"}, "sparse": true}, "List": {"type": "list", "min": 2, "member": {"shape": "Count"}},
            "Map": {"type": "map", "key": {"shape": "Key"}, "value": {"shape": "Text"}}, "Key": {"type": "string", "min": 3}, "When": {"type": "timestamp"}}}
        """);

    [Theory]
    [InlineData("iam", "CreateUser", """{"UserNam":"x","Tags":[{"Key":"a","Foo":1},{"Key":3,"Value":true},"s",null,[1,2]],"Path":5,"PermissionsBoundary":""}""", """
        Missing required parameter in input: "UserName"
        Unknown parameter in input: "UserNam", must be one of: Path, UserName, PermissionsBoundary, Tags
        Missing required parameter in Tags[0]: "Value"
        Unknown parameter in Tags[0]: "Foo", must be one of: Key, Value
        Invalid type for parameter Tags[1].Key, value: 3, type: <class 'int'>, valid types: <class 'str'>
        Invalid type for parameter Tags[1].Value, value: True, type: <class 'bool'>, valid types: <class 'str'>
        Invalid type for parameter Tags[2], value: s, type: <class 'str'>, valid types: <class 'dict'>
        Invalid type for parameter Tags[3], value: None, type: <class 'NoneType'>, valid types: <class 'dict'>
        Invalid type for parameter Tags[4], value: [1, 2], type: <class 'list'>, valid types: <class 'dict'>
        Invalid type for parameter Path, value: 5, type: <class 'int'>, valid types: <class 'str'>
        Invalid length for parameter PermissionsBoundary, value: 0, valid min length: 20
        """)]
    [InlineData("iam", "CreateUser", """{"UserName":"","Tags":{"a":1}}""", """
        Invalid length for parameter UserName, value: 0, valid min length: 1
        Invalid type for parameter Tags, value: {'a': 1}, type: <class 'dict'>, valid types: <class 'list'>, <class 'tuple'>
        """)]
    [InlineData("iam", "CreateUser", """{"UserName":null}""", "Invalid type for parameter UserName, value: None, type: <class 'NoneType'>, valid types: <class 'str'>")]
    [InlineData("iam", "CreateUser", """{"UserName":{"a":"it's \u00e9\n\u200b","b":[1.0,1e5,0.1,true,null,12345678901234567890123]}}""",
        """Invalid type for parameter UserName, value: {'a': "it's é\n\u200b", 'b': [1.0, 100000.0, 0.1, True, None, 12345678901234567890123]}, type: <class 'dict'>, valid types: <class 'str'>""")]
    [InlineData("cloudwatch", "PutMetricData", """{"Namespace":"n","MetricData":[{"MetricName":"m","Timestamp":"nonsense","Value":"x"},{"MetricName":"","Timestamp":1.5,"Value":1e400}]}""", """
        Invalid type for parameter MetricData[0].Timestamp, value: nonsense, type: <class 'str'>, valid types: <class 'datetime.datetime'>, timestamp-string
        Invalid type for parameter MetricData[0].Value, value: x, type: <class 'str'>, valid types: <class 'float'>, <class 'decimal.Decimal'>, <class 'int'>
        Invalid length for parameter MetricData[1].MetricName, value: 0, valid min length: 1
        """)]
    [InlineData("kinesis", "PutRecord", """{"Data":{"a":1},"PartitionKey":""}""", """
        Invalid type for parameter Data, value: {'a': 1}, type: <class 'dict'>, valid types: <class 'bytes'>, <class 'bytearray'>, file-like object
        Invalid length for parameter PartitionKey, value: 0, valid min length: 1
        """)]
    [InlineData("bedrock-runtime", "Converse", """{"modelId":"m","messages":[{"role":"user","content":[{"toolUse":{"toolUseId":"a","name":"b","input":{"x":[1,null]}}},{"image":{}}]}],"inferenceConfig":{"maxTokens":0,"topP":-0.5}}""", """
        Missing required parameter in messages[0].content[1].image: "format"
        Missing required parameter in messages[0].content[1].image: "source"
        Invalid value for parameter inferenceConfig.maxTokens, value: 0, valid min value: 1
        Invalid value for parameter inferenceConfig.topP, value: -0.5, valid min value: 0
        """)]
    [InlineData("location", "BatchEvaluateGeofences", """{"CollectionName":"c","DevicePositionUpdates":[{"DeviceId":"d","SampleTime":0,"Position":[1]},{"DeviceId":"d","SampleTime":"0","Position":["1",2]}]}""", """
        Invalid length for parameter DevicePositionUpdates[0].Position, value: 1, valid min length: 2
        Invalid type for parameter DevicePositionUpdates[1].Position[0], value: 1, type: <class 'str'>, valid types: <class 'float'>, <class 'decimal.Decimal'>, <class 'int'>
        """)]
    [InlineData("ec2", "DescribeInstances", """{"InstanceIds":"i-1","Filters":[{"Name":5,"Values":[1,"a",{"x":"y"}]}]}""", """
        Invalid type for parameter InstanceIds, value: i-1, type: <class 'str'>, valid types: <class 'list'>, <class 'tuple'>
        Invalid type for parameter Filters[0].Name, value: 5, type: <class 'int'>, valid types: <class 'str'>
        Invalid type for parameter Filters[0].Values[0], value: 1, type: <class 'int'>, valid types: <class 'str'>
        Invalid type for parameter Filters[0].Values[2], value: {'x': 'y'}, type: <class 'dict'>, valid types: <class 'str'>
        """)]
    public void Faults_are_reported_all_at_once_in_the_words_of_AWS_CLI(string service, string operation, string input, string expected)
        => Assert.Equal("Parameter validation failed:\n" + expected, Fault(s_pack.FindService(service)!.Value.FindOperation(operation)!.Value, input));

    [Theory]
    [InlineData("""{}""", "Missing required parameter in input: \"Second\"\nMissing required parameter in input: \"First\"")]
    [InlineData("""[1]""", "Invalid type for parameter input, value: [1], type: <class 'list'>, valid types: <class 'dict'>")]
    [InlineData("""{"First":"","Second":"","Label":""}""", "Invalid length for parameter Label, value: 0, valid min length: 1")]
    [InlineData("""{"First":"","Second":"","Ratio":0.25}""", "Invalid value for parameter Ratio, value: 0.25, valid min value: 0.5")]
    [InlineData("""{"First":"","Second":"","Count":1.0}""", "Invalid type for parameter Count, value: 1.0, type: <class 'float'>, valid types: <class 'int'>")]
    [InlineData("""{"First":"","Second":"","List":[0]}""", "Invalid length for parameter List, value: 1, valid min length: 2\nInvalid value for parameter List[0], value: 0, valid min value: 1")]
    [InlineData("""{"First":"","Second":"","Map":{"ab":1,"😀😀😀":"x"}}""", "Invalid length for parameter Map (key: ab), value: 2, valid min length: 3\nInvalid type for parameter Map.ab, value: 1, type: <class 'int'>, valid types: <class 'str'>")]
    [InlineData("""{"First":"","Second":"","Either":{"Left":"a","Right":2}}""", "Invalid number of parameters set for tagged union structure Either. Can only set one of the following keys: Left. Right.\nInvalid type for parameter Either.Right, value: 2, type: <class 'int'>, valid types: <class 'str'>")]
    [InlineData("""{"First":"","Second":"","Either":{}}""", "Must set one of the following keys for tagged unionstructure Either: Left. Right.")]
    public void Paths_name_the_place_of_a_fault(string input, string expected) => Assert.Equal("Parameter validation failed:\n" + expected, OwnFault(input));

    [Theory]
    [InlineData("""{"First":"","Second":""}""")]
    [InlineData("""{"First":"","Second":"","Label":null,"Any":[{"a":null}],"Header":{"any":["JSON"]}}""")]
    [InlineData("""{"First":"","Second":"","Holes":["a",null],"Ratio":"Infinity","Data":"aGk=","When":"2024-01-02T03:04:05+01:00"}""")]
    public void What_the_model_allows_passes(string input) => Assert.Null(OwnFault(input));

    [Fact]
    public void A_stream_stands_for_its_member()
    {
        var put = s_own.FindOperation("Put")!.Value;
        InputValidator.Validate(put, JsonElement.Parse("""{"Name":"n"}"""), hasStream: true);
        Assert.Equal("Parameter validation failed:\nMissing required parameter in input: \"Body\"", Fault(put, """{"Name":"n"}"""));
    }

    [Fact]
    public void An_operation_without_input_takes_anything() => Assert.Null(Fault(s_own.FindOperation("Nothing")!.Value, """{"a":1}"""));

    /// <summary>AWS CLI would show it.</summary>
    [Fact]
    public void A_secret_of_the_wrong_type_is_not_shown()
        => Assert.Equal("Parameter validation failed:\nInvalid type for parameter Password, value: ****, type: <class 'int'>, valid types: <class 'str'>", OwnFault("""{"First":"","Second":"","Password":12345}"""));

    /// <summary>AWS CLI sends true as the number "True".</summary>
    [Fact]
    public void True_is_no_number()
        => Assert.Equal("Parameter validation failed:\nInvalid type for parameter Count, value: True, type: <class 'bool'>, valid types: <class 'int'>", OwnFault("""{"First":"","Second":"","Count":true}"""));

    /// <summary>AWS CLI says so before it looks for other faults.</summary>
    [Fact]
    public void A_blob_must_be_base64() => Assert.Equal("Parameter validation failed:\nInvalid base64 for parameter Data", OwnFault("""{"First":"","Second":"","Data":"not base64!!"}"""));

    [Fact]
    public void Half_a_surrogate_pair_is_a_fault_like_any_other()
    {
        Assert.StartsWith("Parameter validation failed:\nInvalid text in Second", OwnFault("""{"First":"","Second":"\ud800"}"""), StringComparison.Ordinal);
        Assert.StartsWith("Parameter validation failed:\nInvalid text in input", OwnFault("""{"\udc00":""}"""), StringComparison.Ordinal);
    }

    static string? OwnFault(string input) => Fault(s_own.FindOperation("Op")!.Value, input);

    static string? Fault(Operation operation, string input)
    {
        try
        {
            InputValidator.Validate(operation, JsonElement.Parse(input), hasStream: false);
            return null;
        }
        catch (UsageException e)
        {
            return e.Message;
        }
    }
}
