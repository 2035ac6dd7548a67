// @ts-nocheck
/** Generated from schemas/ by `npm run schemas`; a test fails when it is stale. */

const check0 = validate20;
const schema31 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"quiesce:/events/alert-delivered.v1.json","title":"AlertDelivered","description":"A channel took an alert.","type":"object","required":["alert","channel"],"properties":{"alert":{"description":"Id of the alert.","type":"string","minLength":1},"channel":{"type":"string","minLength":1}},"x-stream":"deliveries","x-key":"alert/channel"};

function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="quiesce:/events/alert-delivered.v1.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate20.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.alert === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "alert"},message:"must have required property '"+"alert"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.channel === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "channel"},message:"must have required property '"+"channel"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.alert !== undefined){
let data0 = data.alert;
if(typeof data0 === "string"){
if(data0.length < 1){
const err2 = {instancePath:instancePath+"/alert",schemaPath:"#/properties/alert/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/alert",schemaPath:"#/properties/alert/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.channel !== undefined){
let data1 = data.channel;
if(typeof data1 === "string"){
if(data1.length < 1){
const err4 = {instancePath:instancePath+"/channel",schemaPath:"#/properties/channel/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/channel",schemaPath:"#/properties/channel/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
else {
const err6 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":{"alert":true,"channel":true},"dynamicProps":false,"dynamicItems":false};

const check1 = validate21;
const schema32 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"quiesce:/events/alert-raised.v1.json","title":"AlertRaised","description":"Something that a person is told.","type":"object","required":["alert","kind","signature","handoff","host","bdf","verdict","title","text"],"properties":{"alert":{"description":"Id of the alert.","type":"string","minLength":1},"kind":{"const":"new-signature"},"signature":{"description":"Id of the signature.","type":"string","pattern":"^s[0-9]+-[0-9a-f]{16}$"},"scope":{"description":"Whom it is new to: the whole fleet, this driver or device, or this driver under this policy. Without it: the fleet.","enum":["fleet","driver","policy"]},"severity":{"description":"What is new to the fleet pages, the rest warns. Without it: page.","enum":["page","warn"]},"handoff":{"description":"Id of the handoff.","type":"string","minLength":1},"host":{"description":"Name of the machine in the fleet.","type":"string","minLength":1},"bdf":{"description":"`dddd:bb:dd.f`, lower case.","type":"string","pattern":"^[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]$"},"verdict":{"$ref":"../report.v1.json#/$defs/verdict"},"title":{"type":"string"},"text":{"type":"string"}},"x-stream":"alerts","x-key":"alert"};
const schema50 = {"title":"Verdict","description":"Outcome of a device handoff, worst first.","type":"string","enum":["lost","missing","frozen","probe-failed","dma-leak","recovered","faulted","unobserved","clean"]};
const pattern4 = new RegExp("^s[0-9]+-[0-9a-f]{16}$", "");
const pattern5 = new RegExp("^[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]$", "");

function validate21(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="quiesce:/events/alert-raised.v1.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate21.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.alert === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "alert"},message:"must have required property '"+"alert"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.kind === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.signature === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "signature"},message:"must have required property '"+"signature"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.handoff === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "handoff"},message:"must have required property '"+"handoff"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.host === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "host"},message:"must have required property '"+"host"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.bdf === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "bdf"},message:"must have required property '"+"bdf"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.verdict === undefined){
const err6 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "verdict"},message:"must have required property '"+"verdict"+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data.title === undefined){
const err7 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "title"},message:"must have required property '"+"title"+"'"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data.text === undefined){
const err8 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "text"},message:"must have required property '"+"text"+"'"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data.alert !== undefined){
let data0 = data.alert;
if(typeof data0 === "string"){
if(data0.length < 1){
const err9 = {instancePath:instancePath+"/alert",schemaPath:"#/properties/alert/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/alert",schemaPath:"#/properties/alert/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.kind !== undefined){
if("new-signature" !== data.kind){
const err11 = {instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue: "new-signature"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.signature !== undefined){
let data2 = data.signature;
if(typeof data2 === "string"){
if(!pattern4.test(data2)){
const err12 = {instancePath:instancePath+"/signature",schemaPath:"#/properties/signature/pattern",keyword:"pattern",params:{pattern: "^s[0-9]+-[0-9a-f]{16}$"},message:"must match pattern \""+"^s[0-9]+-[0-9a-f]{16}$"+"\""};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/signature",schemaPath:"#/properties/signature/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.scope !== undefined){
let data3 = data.scope;
if(!(((data3 === "fleet") || (data3 === "driver")) || (data3 === "policy"))){
const err14 = {instancePath:instancePath+"/scope",schemaPath:"#/properties/scope/enum",keyword:"enum",params:{allowedValues: schema32.properties.scope.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.severity !== undefined){
let data4 = data.severity;
if(!((data4 === "page") || (data4 === "warn"))){
const err15 = {instancePath:instancePath+"/severity",schemaPath:"#/properties/severity/enum",keyword:"enum",params:{allowedValues: schema32.properties.severity.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.handoff !== undefined){
let data5 = data.handoff;
if(typeof data5 === "string"){
if(data5.length < 1){
const err16 = {instancePath:instancePath+"/handoff",schemaPath:"#/properties/handoff/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/handoff",schemaPath:"#/properties/handoff/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.host !== undefined){
let data6 = data.host;
if(typeof data6 === "string"){
if(data6.length < 1){
const err18 = {instancePath:instancePath+"/host",schemaPath:"#/properties/host/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else {
const err19 = {instancePath:instancePath+"/host",schemaPath:"#/properties/host/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.bdf !== undefined){
let data7 = data.bdf;
if(typeof data7 === "string"){
if(!pattern5.test(data7)){
const err20 = {instancePath:instancePath+"/bdf",schemaPath:"#/properties/bdf/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]$"},message:"must match pattern \""+"^[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]$"+"\""};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/bdf",schemaPath:"#/properties/bdf/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.verdict !== undefined){
let data8 = data.verdict;
if(typeof data8 !== "string"){
const err22 = {instancePath:instancePath+"/verdict",schemaPath:"../report.v1.json#/$defs/verdict/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(!(((((((((data8 === "lost") || (data8 === "missing")) || (data8 === "frozen")) || (data8 === "probe-failed")) || (data8 === "dma-leak")) || (data8 === "recovered")) || (data8 === "faulted")) || (data8 === "unobserved")) || (data8 === "clean"))){
const err23 = {instancePath:instancePath+"/verdict",schemaPath:"../report.v1.json#/$defs/verdict/enum",keyword:"enum",params:{allowedValues: schema50.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data.title !== undefined){
if(typeof data.title !== "string"){
const err24 = {instancePath:instancePath+"/title",schemaPath:"#/properties/title/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data.text !== undefined){
if(typeof data.text !== "string"){
const err25 = {instancePath:instancePath+"/text",schemaPath:"#/properties/text/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
}
else {
const err26 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
validate21.errors = vErrors;
return errors === 0;
}
validate21.evaluated = {"props":{"alert":true,"kind":true,"signature":true,"scope":true,"severity":true,"handoff":true,"host":true,"bdf":true,"verdict":true,"title":true,"text":true},"dynamicProps":false,"dynamicItems":false};

const check2 = validate42;
const schema73 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"quiesce:/events/dead-letter-replayed.v1.json","title":"DeadLetterReplayed","description":"The event of a dead letter was appended to its stream once more: the letter is answered.","type":"object","required":["letter"],"properties":{"letter":{"description":"Id of the dead letter.","type":"string","minLength":1}},"x-stream":"dead-letters","x-key":"letter"};

function validate42(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="quiesce:/events/dead-letter-replayed.v1.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate42.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.letter === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "letter"},message:"must have required property '"+"letter"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.letter !== undefined){
let data0 = data.letter;
if(typeof data0 === "string"){
if(data0.length < 1){
const err1 = {instancePath:instancePath+"/letter",schemaPath:"#/properties/letter/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/letter",schemaPath:"#/properties/letter/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
}
else {
const err3 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
validate42.errors = vErrors;
return errors === 0;
}
validate42.evaluated = {"props":{"letter":true},"dynamicProps":false,"dynamicItems":false};

const check3 = validate43;
const schema74 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"quiesce:/events/dead-letter.v1.json","title":"DeadLetter","description":"An event that could not be taken, kept whole.","type":"object","required":["reason","origin","event"],"properties":{"reason":{"type":"string","minLength":1},"origin":{"description":"Where it stood.","type":"object","required":["stream","partition","position"],"properties":{"stream":{"type":"string","minLength":1},"partition":{"type":"integer","minimum":0},"position":{"type":"integer","minimum":0}}},"event":{"description":"The event; of one that cannot be read, its bytes in base64: `{key, value, headers}`."}},"x-stream":"dead-letters","x-key":"origin"};

function validate43(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="quiesce:/events/dead-letter.v1.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate43.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.reason === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "reason"},message:"must have required property '"+"reason"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.origin === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "origin"},message:"must have required property '"+"origin"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.event === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "event"},message:"must have required property '"+"event"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.reason !== undefined){
let data0 = data.reason;
if(typeof data0 === "string"){
if(data0.length < 1){
const err3 = {instancePath:instancePath+"/reason",schemaPath:"#/properties/reason/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/reason",schemaPath:"#/properties/reason/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.origin !== undefined){
let data1 = data.origin;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.stream === undefined){
const err5 = {instancePath:instancePath+"/origin",schemaPath:"#/properties/origin/required",keyword:"required",params:{missingProperty: "stream"},message:"must have required property '"+"stream"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data1.partition === undefined){
const err6 = {instancePath:instancePath+"/origin",schemaPath:"#/properties/origin/required",keyword:"required",params:{missingProperty: "partition"},message:"must have required property '"+"partition"+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data1.position === undefined){
const err7 = {instancePath:instancePath+"/origin",schemaPath:"#/properties/origin/required",keyword:"required",params:{missingProperty: "position"},message:"must have required property '"+"position"+"'"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data1.stream !== undefined){
let data2 = data1.stream;
if(typeof data2 === "string"){
if(data2.length < 1){
const err8 = {instancePath:instancePath+"/origin/stream",schemaPath:"#/properties/origin/properties/stream/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/origin/stream",schemaPath:"#/properties/origin/properties/stream/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data1.partition !== undefined){
let data3 = data1.partition;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
const err10 = {instancePath:instancePath+"/origin/partition",schemaPath:"#/properties/origin/properties/partition/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 0 || isNaN(data3)){
const err11 = {instancePath:instancePath+"/origin/partition",schemaPath:"#/properties/origin/properties/partition/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
if(data1.position !== undefined){
let data4 = data1.position;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
const err12 = {instancePath:instancePath+"/origin/position",schemaPath:"#/properties/origin/properties/position/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 < 0 || isNaN(data4)){
const err13 = {instancePath:instancePath+"/origin/position",schemaPath:"#/properties/origin/properties/position/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
}
else {
const err14 = {instancePath:instancePath+"/origin",schemaPath:"#/properties/origin/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
else {
const err15 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
validate43.errors = vErrors;
return errors === 0;
}
validate43.evaluated = {"props":{"reason":true,"origin":true,"event":true},"dynamicProps":false,"dynamicItems":false};

const check4 = validate44;
const schema75 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"quiesce:/events/facts-read.v1.json","title":"FactsRead","description":"What the lines of one input say.","type":"object","required":["host","facts","input"],"properties":{"host":{"description":"Name of the machine in the fleet.","type":"string","minLength":1},"facts":{"type":"array","items":{"$ref":"../fact.v1.json"}},"input":{"description":"Where the lines stood in stream `lines`.","type":"object","required":["partition","position"],"properties":{"partition":{"type":"integer","minimum":0},"position":{"type":"integer","minimum":0}}}},"x-stream":"facts","x-key":"host"};
const schema76 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"quiesce:/fact.v1.json","title":"Fact","description":"One typed thing that a log line, or several, say; with the exact lines it came from.","type":"object","required":["family","kind","source","line","lines","boot","host","bdf","time","at","fields","fault","count","corrupted"],"properties":{"family":{"$ref":"#/$defs/family"},"kind":{"$ref":"#/$defs/kind"},"source":{"description":"Source of the lines.","type":"string"},"line":{"description":"1-based number, within the source, of the line that names the thing.","type":"integer","minimum":1},"lines":{"description":"All lines used, ascending.","type":"array","items":{"type":"integer","minimum":1}},"lastLine":{"description":"Last line of a folded run of equal facts; absent when the fact is one event.","type":"integer","minimum":1},"boot":{"description":"1-based number of the boot within the source that the line belongs to.","type":"integer","minimum":1},"host":{"description":"Host named by the line itself (syslog, journal).","type":["string","null"]},"bdf":{"description":"`dddd:bb:dd.f`, lower case.","type":["string","null"],"pattern":"^[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]$"},"time":{"description":"The kernel's own seconds.","type":["number","null"]},"at":{"description":"Wall-clock time, ISO 8601, where the form has one.","type":["string","null"]},"fields":{"$ref":"#/$defs/fields"},"fault":{"description":"Evidence of something going wrong, as opposed to set-up, boundaries, bindings and recovery steps.","type":"boolean"},"count":{"description":"Lower bound of how often it happened.","type":"integer","minimum":1},"corrupted":{"description":"Why the evidence is damaged. Damaged evidence may confirm, never create.","type":["string","null"]}},"$defs":{"family":{"title":"FactFamily","description":"Family of facts: the table that reads them.","type":"string","enum":["boundary","dmar","amdvi","smmu","iommu","eeh","aer","dpc","ghes","driver","reset","irq","kho","power","memory"]},"kind":{"title":"FactKind","description":"What the lines say; libs/core/src/facts/fact.ts lists what each kind carries in `fields`.","type":"string","enum":["boot-started","boot-named","command-line","kexec-requested","reboot-requested","shutdown-started","kexec-started","kexec-jumped","crash-kexec-started","restarting","powered-down","panicked","oopsed","panic-ended","panic-reboot","crash-kernel-reserved","crash-kernel-unreserved","crash-kernel-loaded","kdump-sign","firmware-spoke","policy-declared","init-started","out-of-memory","hung-task","soft-lockup","lines-lost","callbacks-suppressed","line-unknown","source-damaged","fault-imitated","device-enumerated","bridge-window","dma-alias","driver-spoke","driver-claimed","device-named","device-enabled","bus-mastering","probe-failed","module-failed","device-failed","device-stalled","driver-unbound","device-removed","device-shutdown","shutdown-failed","slot-event","config-ignored","link-trained","iommu-fault","interrupt-fault","fault-status","invalidation-error","iommu-hung","iommu-detected","iommu-enabled","iommu-disabled","default-domain","translation-found","tables-copied","tables-discarded","interrupts-copied","interrupts-remapped","events-off","unit-segment","group-added","group-removed","identity-mapped","pe-frozen","phb-frozen","eeh-recovering","eeh-step","eeh-recovered","eeh-failed","pcie-error","port-contained","hardware-error","error-recovering","error-recovered","error-unrecovered","error-control","device-reset","reset-waiting","reset-failed","power-refused","memory-damaged","irq-unhandled","irq-trouble","kho-found","kho-problem"]},"fields":{"title":"FactFields","description":"What the kind carries.","type":"object","additionalProperties":{"anyOf":[{"type":["string","number","boolean","null"]},{"type":"array","items":{"type":"string"}}]}}}};
const schema77 = {"title":"FactFamily","description":"Family of facts: the table that reads them.","type":"string","enum":["boundary","dmar","amdvi","smmu","iommu","eeh","aer","dpc","ghes","driver","reset","irq","kho","power","memory"]};
const schema78 = {"title":"FactKind","description":"What the lines say; libs/core/src/facts/fact.ts lists what each kind carries in `fields`.","type":"string","enum":["boot-started","boot-named","command-line","kexec-requested","reboot-requested","shutdown-started","kexec-started","kexec-jumped","crash-kexec-started","restarting","powered-down","panicked","oopsed","panic-ended","panic-reboot","crash-kernel-reserved","crash-kernel-unreserved","crash-kernel-loaded","kdump-sign","firmware-spoke","policy-declared","init-started","out-of-memory","hung-task","soft-lockup","lines-lost","callbacks-suppressed","line-unknown","source-damaged","fault-imitated","device-enumerated","bridge-window","dma-alias","driver-spoke","driver-claimed","device-named","device-enabled","bus-mastering","probe-failed","module-failed","device-failed","device-stalled","driver-unbound","device-removed","device-shutdown","shutdown-failed","slot-event","config-ignored","link-trained","iommu-fault","interrupt-fault","fault-status","invalidation-error","iommu-hung","iommu-detected","iommu-enabled","iommu-disabled","default-domain","translation-found","tables-copied","tables-discarded","interrupts-copied","interrupts-remapped","events-off","unit-segment","group-added","group-removed","identity-mapped","pe-frozen","phb-frozen","eeh-recovering","eeh-step","eeh-recovered","eeh-failed","pcie-error","port-contained","hardware-error","error-recovering","error-recovered","error-unrecovered","error-control","device-reset","reset-waiting","reset-failed","power-refused","memory-damaged","irq-unhandled","irq-trouble","kho-found","kho-problem"]};
const schema79 = {"title":"FactFields","description":"What the kind carries.","type":"object","additionalProperties":{"anyOf":[{"type":["string","number","boolean","null"]},{"type":"array","items":{"type":"string"}}]}};

function validate45(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="quiesce:/fact.v1.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate45.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.family === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "family"},message:"must have required property '"+"family"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.kind === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.source === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "source"},message:"must have required property '"+"source"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.line === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "line"},message:"must have required property '"+"line"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.lines === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "lines"},message:"must have required property '"+"lines"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.boot === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "boot"},message:"must have required property '"+"boot"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.host === undefined){
const err6 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "host"},message:"must have required property '"+"host"+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data.bdf === undefined){
const err7 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "bdf"},message:"must have required property '"+"bdf"+"'"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data.time === undefined){
const err8 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "time"},message:"must have required property '"+"time"+"'"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data.at === undefined){
const err9 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "at"},message:"must have required property '"+"at"+"'"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data.fields === undefined){
const err10 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "fields"},message:"must have required property '"+"fields"+"'"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data.fault === undefined){
const err11 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "fault"},message:"must have required property '"+"fault"+"'"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data.count === undefined){
const err12 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "count"},message:"must have required property '"+"count"+"'"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(data.corrupted === undefined){
const err13 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "corrupted"},message:"must have required property '"+"corrupted"+"'"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(data.family !== undefined){
let data0 = data.family;
if(typeof data0 !== "string"){
const err14 = {instancePath:instancePath+"/family",schemaPath:"#/$defs/family/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(!(((((((((((((((data0 === "boundary") || (data0 === "dmar")) || (data0 === "amdvi")) || (data0 === "smmu")) || (data0 === "iommu")) || (data0 === "eeh")) || (data0 === "aer")) || (data0 === "dpc")) || (data0 === "ghes")) || (data0 === "driver")) || (data0 === "reset")) || (data0 === "irq")) || (data0 === "kho")) || (data0 === "power")) || (data0 === "memory"))){
const err15 = {instancePath:instancePath+"/family",schemaPath:"#/$defs/family/enum",keyword:"enum",params:{allowedValues: schema77.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.kind !== undefined){
let data1 = data.kind;
if(typeof data1 !== "string"){
const err16 = {instancePath:instancePath+"/kind",schemaPath:"#/$defs/kind/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(!((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((data1 === "boot-started") || (data1 === "boot-named")) || (data1 === "command-line")) || (data1 === "kexec-requested")) || (data1 === "reboot-requested")) || (data1 === "shutdown-started")) || (data1 === "kexec-started")) || (data1 === "kexec-jumped")) || (data1 === "crash-kexec-started")) || (data1 === "restarting")) || (data1 === "powered-down")) || (data1 === "panicked")) || (data1 === "oopsed")) || (data1 === "panic-ended")) || (data1 === "panic-reboot")) || (data1 === "crash-kernel-reserved")) || (data1 === "crash-kernel-unreserved")) || (data1 === "crash-kernel-loaded")) || (data1 === "kdump-sign")) || (data1 === "firmware-spoke")) || (data1 === "policy-declared")) || (data1 === "init-started")) || (data1 === "out-of-memory")) || (data1 === "hung-task")) || (data1 === "soft-lockup")) || (data1 === "lines-lost")) || (data1 === "callbacks-suppressed")) || (data1 === "line-unknown")) || (data1 === "source-damaged")) || (data1 === "fault-imitated")) || (data1 === "device-enumerated")) || (data1 === "bridge-window")) || (data1 === "dma-alias")) || (data1 === "driver-spoke")) || (data1 === "driver-claimed")) || (data1 === "device-named")) || (data1 === "device-enabled")) || (data1 === "bus-mastering")) || (data1 === "probe-failed")) || (data1 === "module-failed")) || (data1 === "device-failed")) || (data1 === "device-stalled")) || (data1 === "driver-unbound")) || (data1 === "device-removed")) || (data1 === "device-shutdown")) || (data1 === "shutdown-failed")) || (data1 === "slot-event")) || (data1 === "config-ignored")) || (data1 === "link-trained")) || (data1 === "iommu-fault")) || (data1 === "interrupt-fault")) || (data1 === "fault-status")) || (data1 === "invalidation-error")) || (data1 === "iommu-hung")) || (data1 === "iommu-detected")) || (data1 === "iommu-enabled")) || (data1 === "iommu-disabled")) || (data1 === "default-domain")) || (data1 === "translation-found")) || (data1 === "tables-copied")) || (data1 === "tables-discarded")) || (data1 === "interrupts-copied")) || (data1 === "interrupts-remapped")) || (data1 === "events-off")) || (data1 === "unit-segment")) || (data1 === "group-added")) || (data1 === "group-removed")) || (data1 === "identity-mapped")) || (data1 === "pe-frozen")) || (data1 === "phb-frozen")) || (data1 === "eeh-recovering")) || (data1 === "eeh-step")) || (data1 === "eeh-recovered")) || (data1 === "eeh-failed")) || (data1 === "pcie-error")) || (data1 === "port-contained")) || (data1 === "hardware-error")) || (data1 === "error-recovering")) || (data1 === "error-recovered")) || (data1 === "error-unrecovered")) || (data1 === "error-control")) || (data1 === "device-reset")) || (data1 === "reset-waiting")) || (data1 === "reset-failed")) || (data1 === "power-refused")) || (data1 === "memory-damaged")) || (data1 === "irq-unhandled")) || (data1 === "irq-trouble")) || (data1 === "kho-found")) || (data1 === "kho-problem"))){
const err17 = {instancePath:instancePath+"/kind",schemaPath:"#/$defs/kind/enum",keyword:"enum",params:{allowedValues: schema78.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.source !== undefined){
if(typeof data.source !== "string"){
const err18 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.line !== undefined){
let data3 = data.line;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
const err19 = {instancePath:instancePath+"/line",schemaPath:"#/properties/line/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 1 || isNaN(data3)){
const err20 = {instancePath:instancePath+"/line",schemaPath:"#/properties/line/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
if(data.lines !== undefined){
let data4 = data.lines;
if(Array.isArray(data4)){
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
let data5 = data4[i0];
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
const err21 = {instancePath:instancePath+"/lines/" + i0,schemaPath:"#/properties/lines/items/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 < 1 || isNaN(data5)){
const err22 = {instancePath:instancePath+"/lines/" + i0,schemaPath:"#/properties/lines/items/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
}
}
else {
const err23 = {instancePath:instancePath+"/lines",schemaPath:"#/properties/lines/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data.lastLine !== undefined){
let data6 = data.lastLine;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
const err24 = {instancePath:instancePath+"/lastLine",schemaPath:"#/properties/lastLine/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 < 1 || isNaN(data6)){
const err25 = {instancePath:instancePath+"/lastLine",schemaPath:"#/properties/lastLine/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
}
if(data.boot !== undefined){
let data7 = data.boot;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
const err26 = {instancePath:instancePath+"/boot",schemaPath:"#/properties/boot/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 < 1 || isNaN(data7)){
const err27 = {instancePath:instancePath+"/boot",schemaPath:"#/properties/boot/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
}
if(data.host !== undefined){
let data8 = data.host;
if((typeof data8 !== "string") && (data8 !== null)){
const err28 = {instancePath:instancePath+"/host",schemaPath:"#/properties/host/type",keyword:"type",params:{type: schema76.properties.host.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data.bdf !== undefined){
let data9 = data.bdf;
if((typeof data9 !== "string") && (data9 !== null)){
const err29 = {instancePath:instancePath+"/bdf",schemaPath:"#/properties/bdf/type",keyword:"type",params:{type: schema76.properties.bdf.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if(typeof data9 === "string"){
if(!pattern5.test(data9)){
const err30 = {instancePath:instancePath+"/bdf",schemaPath:"#/properties/bdf/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]$"},message:"must match pattern \""+"^[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]$"+"\""};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
if(data.time !== undefined){
let data10 = data.time;
if((!((typeof data10 == "number") && (isFinite(data10)))) && (data10 !== null)){
const err31 = {instancePath:instancePath+"/time",schemaPath:"#/properties/time/type",keyword:"type",params:{type: schema76.properties.time.type},message:"must be number,null"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data.at !== undefined){
let data11 = data.at;
if((typeof data11 !== "string") && (data11 !== null)){
const err32 = {instancePath:instancePath+"/at",schemaPath:"#/properties/at/type",keyword:"type",params:{type: schema76.properties.at.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data.fields !== undefined){
let data12 = data.fields;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
for(const key0 in data12){
let data13 = data12[key0];
const _errs32 = errors;
let valid7 = false;
const _errs33 = errors;
if((((typeof data13 !== "string") && (!((typeof data13 == "number") && (isFinite(data13))))) && (typeof data13 !== "boolean")) && (data13 !== null)){
const err33 = {instancePath:instancePath+"/fields/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/fields/additionalProperties/anyOf/0/type",keyword:"type",params:{type: schema79.additionalProperties.anyOf[0].type},message:"must be string,number,boolean,null"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
var _valid0 = _errs33 === errors;
valid7 = valid7 || _valid0;
const _errs35 = errors;
if(Array.isArray(data13)){
const len1 = data13.length;
for(let i1=0; i1<len1; i1++){
if(typeof data13[i1] !== "string"){
const err34 = {instancePath:instancePath+"/fields/" + key0.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i1,schemaPath:"#/$defs/fields/additionalProperties/anyOf/1/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
}
else {
const err35 = {instancePath:instancePath+"/fields/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/fields/additionalProperties/anyOf/1/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
var _valid0 = _errs35 === errors;
valid7 = valid7 || _valid0;
if(!valid7){
const err36 = {instancePath:instancePath+"/fields/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/fields/additionalProperties/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
else {
errors = _errs32;
if(vErrors !== null){
if(_errs32){
vErrors.length = _errs32;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err37 = {instancePath:instancePath+"/fields",schemaPath:"#/$defs/fields/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data.fault !== undefined){
if(typeof data.fault !== "boolean"){
const err38 = {instancePath:instancePath+"/fault",schemaPath:"#/properties/fault/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data.count !== undefined){
let data16 = data.count;
if(!(((typeof data16 == "number") && (!(data16 % 1) && !isNaN(data16))) && (isFinite(data16)))){
const err39 = {instancePath:instancePath+"/count",schemaPath:"#/properties/count/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
if((typeof data16 == "number") && (isFinite(data16))){
if(data16 < 1 || isNaN(data16)){
const err40 = {instancePath:instancePath+"/count",schemaPath:"#/properties/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
}
if(data.corrupted !== undefined){
let data17 = data.corrupted;
if((typeof data17 !== "string") && (data17 !== null)){
const err41 = {instancePath:instancePath+"/corrupted",schemaPath:"#/properties/corrupted/type",keyword:"type",params:{type: schema76.properties.corrupted.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
}
else {
const err42 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
validate45.errors = vErrors;
return errors === 0;
}
validate45.evaluated = {"props":{"family":true,"kind":true,"source":true,"line":true,"lines":true,"lastLine":true,"boot":true,"host":true,"bdf":true,"time":true,"at":true,"fields":true,"fault":true,"count":true,"corrupted":true},"dynamicProps":false,"dynamicItems":false};


function validate44(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="quiesce:/events/facts-read.v1.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate44.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.host === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "host"},message:"must have required property '"+"host"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.facts === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "facts"},message:"must have required property '"+"facts"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.input === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "input"},message:"must have required property '"+"input"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.host !== undefined){
let data0 = data.host;
if(typeof data0 === "string"){
if(data0.length < 1){
const err3 = {instancePath:instancePath+"/host",schemaPath:"#/properties/host/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/host",schemaPath:"#/properties/host/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.facts !== undefined){
let data1 = data.facts;
if(Array.isArray(data1)){
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
if(!(validate45(data1[i0], {instancePath:instancePath+"/facts/" + i0,parentData:data1,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate45.errors : vErrors.concat(validate45.errors);
errors = vErrors.length;
}
}
}
else {
const err5 = {instancePath:instancePath+"/facts",schemaPath:"#/properties/facts/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.input !== undefined){
let data3 = data.input;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.partition === undefined){
const err6 = {instancePath:instancePath+"/input",schemaPath:"#/properties/input/required",keyword:"required",params:{missingProperty: "partition"},message:"must have required property '"+"partition"+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data3.position === undefined){
const err7 = {instancePath:instancePath+"/input",schemaPath:"#/properties/input/required",keyword:"required",params:{missingProperty: "position"},message:"must have required property '"+"position"+"'"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data3.partition !== undefined){
let data4 = data3.partition;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
const err8 = {instancePath:instancePath+"/input/partition",schemaPath:"#/properties/input/properties/partition/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 < 0 || isNaN(data4)){
const err9 = {instancePath:instancePath+"/input/partition",schemaPath:"#/properties/input/properties/partition/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
if(data3.position !== undefined){
let data5 = data3.position;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
const err10 = {instancePath:instancePath+"/input/position",schemaPath:"#/properties/input/properties/position/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 < 0 || isNaN(data5)){
const err11 = {instancePath:instancePath+"/input/position",schemaPath:"#/properties/input/properties/position/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
}
else {
const err12 = {instancePath:instancePath+"/input",schemaPath:"#/properties/input/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
else {
const err13 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
validate44.errors = vErrors;
return errors === 0;
}
validate44.evaluated = {"props":{"host":true,"facts":true,"input":true},"dynamicProps":false,"dynamicItems":false};

const check5 = validate47;
const schema80 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"quiesce:/events/handoff-judged.v1.json","title":"HandoffJudged","description":"A handoff as it is judged after an input; a later version replaces it.","type":"object","required":["host","version","handoff","boots"],"properties":{"host":{"description":"Name of the machine in the fleet.","type":"string","minLength":1},"version":{"description":"Position, in stream `lines`, of the last input: grows with every judgement of a handoff.","type":"integer","minimum":0},"handoff":{"$ref":"../report.v1.json#/$defs/handoff"},"boots":{"description":"The boots that it goes from and to.","type":"array","items":{"$ref":"../report.v1.json#/$defs/boot"}}},"x-stream":"handoffs","x-key":"host"};
const schema38 = {"title":"Handoff","description":"The transition from an outgoing boot to the next, incoming boot.","type":"object","required":["id","version","host","kind","asked","from","to","complete","outcome","kernels","policy","iommu","observability","events","devices","unknownLines","unknownBeyond"],"properties":{"id":{"type":"string","minLength":1},"version":{"description":"Number of accounts of its two boots that it rests on: each further source, however late, makes a newer version.","type":"integer","minimum":1},"host":{"type":"string"},"kind":{"$ref":"#/$defs/handoffKind"},"asked":{"description":"What the outgoing system asked for, whatever came of it.","enum":["kexec","firmware",null]},"from":{"description":"Outgoing boot.","type":["string","null"]},"to":{"description":"Incoming boot.","type":["string","null"]},"complete":{"type":"boolean"},"outcome":{"$ref":"#/$defs/hostOutcome"},"kernels":{"description":"Outgoing and incoming kernel release.","type":"object","required":["from","to"],"properties":{"from":{"type":["string","null"]},"to":{"type":["string","null"]}}},"policy":{"description":"Teardown policy.","type":"object","required":["label","declared","inferred","contradictions"],"properties":{"label":{"type":"string"},"declared":{"description":"What the host wrote down before the jump (docs/marker.md).","type":["string","null"]},"inferred":{"type":"array","items":{"type":"string"}},"contradictions":{"type":"array","items":{"$ref":"#/$defs/contradiction"}}}},"iommu":{"type":"object","required":["from","to"],"properties":{"from":{"$ref":"#/$defs/iommuMode"},"to":{"$ref":"#/$defs/iommuMode"}}},"observability":{"$ref":"#/$defs/observability"},"events":{"description":"Host-level moments: panic, jump, first line, end.","type":"array","items":{"type":"object","required":["what","at"],"properties":{"what":{"type":"string"},"at":{"$ref":"#/$defs/moment"}}}},"symptoms":{"description":"Trouble that names no device.","type":"array","items":{"$ref":"#/$defs/symptom"}},"strays":{"description":"Faults under an id that no function has.","type":"array","items":{"$ref":"#/$defs/finding"}},"devices":{"description":"Worst verdict first, then by BDF.","type":"array","items":{"$ref":"#/$defs/deviceHandoff"}},"unknownLines":{"type":"array","items":{"$ref":"#/$defs/unknownLine"}},"unknownBeyond":{"description":"Lines of more different texts than are counted one by one; 0 where the budget was not spent.","type":"integer","minimum":0}}};
const schema37 = {"title":"HandoffKind","description":"How a kernel was started: by which kind of handoff.","type":"string","enum":["kexec","kdump","liveupdate","firmware","unknown"]};
const schema40 = {"title":"HostOutcome","description":"How the incoming kernel fared: `unknown` where the log does not tell.","type":"string","enum":["back","died","lost","firmware","unknown"]};
const schema43 = {"description":"`<vendor>-<mode>`; `off` no IOMMU, `unknown` nothing seen of it.","type":"string","minLength":1};
const schema45 = {"title":"Observability","type":"object","required":["fromStart","linesLost","suppressed","damaged"],"properties":{"fromStart":{"description":"Does the incoming log begin at its first line?","type":"boolean"},"linesLost":{"type":"integer","minimum":0},"linesHidden":{"description":"Numbers of records that are not in a source which shows none of level debug: its console may have kept them.","type":"integer","minimum":0},"suppressed":{"type":"integer","minimum":0},"faultsSuppressed":{"description":"Of those suppressed, reports of IOMMU faults.","type":"integer","minimum":0},"damaged":{"type":"array","items":{"type":"string"}},"consoleLevel":{"description":"Console log level that the incoming command line asks for; null where unknown or ignored.","type":["integer","null"],"minimum":0}}};
const schema46 = {"title":"Moment","type":"object","required":["file","line","time"],"properties":{"file":{"type":"string"},"line":{"type":"integer","minimum":1},"time":{"description":"Kernel seconds in its own boot.","type":["number","null"]}}};
const schema41 = {"title":"Contradiction","description":"A declared policy and what the log shows do not fit.","type":"object","required":["bdf","declared","step","what","evidence"],"properties":{"bdf":{"description":"Null where it is the host's.","type":["string","null"]},"declared":{"type":"string"},"step":{"description":"The declared step that the evidence speaks against.","type":"string"},"what":{"type":"string"},"evidence":{"type":"array","items":{"$ref":"#/$defs/evidence"}}}};
const schema42 = {"title":"Evidence","description":"A place in a raw log, with the kernel’s time there where it was told.","type":"object","required":["file","line"],"properties":{"file":{"type":"string"},"line":{"type":"integer","minimum":1},"time":{"description":"Kernel seconds in its own boot.","type":["number","null"]}}};

function validate26(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate26.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.bdf === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "bdf"},message:"must have required property '"+"bdf"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.declared === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "declared"},message:"must have required property '"+"declared"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.step === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "step"},message:"must have required property '"+"step"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.what === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "what"},message:"must have required property '"+"what"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.evidence === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "evidence"},message:"must have required property '"+"evidence"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.bdf !== undefined){
let data0 = data.bdf;
if((typeof data0 !== "string") && (data0 !== null)){
const err5 = {instancePath:instancePath+"/bdf",schemaPath:"#/properties/bdf/type",keyword:"type",params:{type: schema41.properties.bdf.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.declared !== undefined){
if(typeof data.declared !== "string"){
const err6 = {instancePath:instancePath+"/declared",schemaPath:"#/properties/declared/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.step !== undefined){
if(typeof data.step !== "string"){
const err7 = {instancePath:instancePath+"/step",schemaPath:"#/properties/step/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.what !== undefined){
if(typeof data.what !== "string"){
const err8 = {instancePath:instancePath+"/what",schemaPath:"#/properties/what/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.evidence !== undefined){
let data4 = data.evidence;
if(Array.isArray(data4)){
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
let data5 = data4[i0];
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(data5.file === undefined){
const err9 = {instancePath:instancePath+"/evidence/" + i0,schemaPath:"#/$defs/evidence/required",keyword:"required",params:{missingProperty: "file"},message:"must have required property '"+"file"+"'"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data5.line === undefined){
const err10 = {instancePath:instancePath+"/evidence/" + i0,schemaPath:"#/$defs/evidence/required",keyword:"required",params:{missingProperty: "line"},message:"must have required property '"+"line"+"'"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data5.file !== undefined){
if(typeof data5.file !== "string"){
const err11 = {instancePath:instancePath+"/evidence/" + i0+"/file",schemaPath:"#/$defs/evidence/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data5.line !== undefined){
let data7 = data5.line;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
const err12 = {instancePath:instancePath+"/evidence/" + i0+"/line",schemaPath:"#/$defs/evidence/properties/line/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 < 1 || isNaN(data7)){
const err13 = {instancePath:instancePath+"/evidence/" + i0+"/line",schemaPath:"#/$defs/evidence/properties/line/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
if(data5.time !== undefined){
let data8 = data5.time;
if((!((typeof data8 == "number") && (isFinite(data8)))) && (data8 !== null)){
const err14 = {instancePath:instancePath+"/evidence/" + i0+"/time",schemaPath:"#/$defs/evidence/properties/time/type",keyword:"type",params:{type: schema42.properties.time.type},message:"must be number,null"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
else {
const err15 = {instancePath:instancePath+"/evidence/" + i0,schemaPath:"#/$defs/evidence/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
else {
const err16 = {instancePath:instancePath+"/evidence",schemaPath:"#/properties/evidence/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
else {
const err17 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
validate26.errors = vErrors;
return errors === 0;
}
validate26.evaluated = {"props":{"bdf":true,"declared":true,"step":true,"what":true,"evidence":true},"dynamicProps":false,"dynamicItems":false};

const schema47 = {"title":"Symptom","description":"Trouble early in the incoming kernel that names no device: a leak may have done it, and no line says so.","type":"object","required":["what","confidence","why","at","candidates"],"properties":{"of":{"description":"What there was trouble with; memory where it is not told.","enum":["memory","bus","interrupt-line","interrupt-vector","interrupt-controller"]},"what":{"type":"string"},"confidence":{"type":"string","enum":["certain","likely","possible"]},"why":{"type":"string"},"at":{"$ref":"#/$defs/moment"},"candidates":{"type":"array","items":{"type":"string"}}}};

function validate28(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate28.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.what === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "what"},message:"must have required property '"+"what"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.confidence === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "confidence"},message:"must have required property '"+"confidence"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.why === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "why"},message:"must have required property '"+"why"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.at === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "at"},message:"must have required property '"+"at"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.candidates === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "candidates"},message:"must have required property '"+"candidates"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.of !== undefined){
let data0 = data.of;
if(!(((((data0 === "memory") || (data0 === "bus")) || (data0 === "interrupt-line")) || (data0 === "interrupt-vector")) || (data0 === "interrupt-controller"))){
const err5 = {instancePath:instancePath+"/of",schemaPath:"#/properties/of/enum",keyword:"enum",params:{allowedValues: schema47.properties.of.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.what !== undefined){
if(typeof data.what !== "string"){
const err6 = {instancePath:instancePath+"/what",schemaPath:"#/properties/what/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.confidence !== undefined){
let data2 = data.confidence;
if(typeof data2 !== "string"){
const err7 = {instancePath:instancePath+"/confidence",schemaPath:"#/properties/confidence/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(!(((data2 === "certain") || (data2 === "likely")) || (data2 === "possible"))){
const err8 = {instancePath:instancePath+"/confidence",schemaPath:"#/properties/confidence/enum",keyword:"enum",params:{allowedValues: schema47.properties.confidence.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.why !== undefined){
if(typeof data.why !== "string"){
const err9 = {instancePath:instancePath+"/why",schemaPath:"#/properties/why/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.at !== undefined){
let data4 = data.at;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
if(data4.file === undefined){
const err10 = {instancePath:instancePath+"/at",schemaPath:"#/$defs/moment/required",keyword:"required",params:{missingProperty: "file"},message:"must have required property '"+"file"+"'"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data4.line === undefined){
const err11 = {instancePath:instancePath+"/at",schemaPath:"#/$defs/moment/required",keyword:"required",params:{missingProperty: "line"},message:"must have required property '"+"line"+"'"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data4.time === undefined){
const err12 = {instancePath:instancePath+"/at",schemaPath:"#/$defs/moment/required",keyword:"required",params:{missingProperty: "time"},message:"must have required property '"+"time"+"'"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(data4.file !== undefined){
if(typeof data4.file !== "string"){
const err13 = {instancePath:instancePath+"/at/file",schemaPath:"#/$defs/moment/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data4.line !== undefined){
let data6 = data4.line;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
const err14 = {instancePath:instancePath+"/at/line",schemaPath:"#/$defs/moment/properties/line/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 < 1 || isNaN(data6)){
const err15 = {instancePath:instancePath+"/at/line",schemaPath:"#/$defs/moment/properties/line/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
if(data4.time !== undefined){
let data7 = data4.time;
if((!((typeof data7 == "number") && (isFinite(data7)))) && (data7 !== null)){
const err16 = {instancePath:instancePath+"/at/time",schemaPath:"#/$defs/moment/properties/time/type",keyword:"type",params:{type: schema46.properties.time.type},message:"must be number,null"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
else {
const err17 = {instancePath:instancePath+"/at",schemaPath:"#/$defs/moment/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.candidates !== undefined){
let data8 = data.candidates;
if(Array.isArray(data8)){
const len0 = data8.length;
for(let i0=0; i0<len0; i0++){
if(typeof data8[i0] !== "string"){
const err18 = {instancePath:instancePath+"/candidates/" + i0,schemaPath:"#/properties/candidates/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath:instancePath+"/candidates",schemaPath:"#/properties/candidates/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
else {
const err20 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
validate28.errors = vErrors;
return errors === 0;
}
validate28.evaluated = {"props":{"of":true,"what":true,"confidence":true,"why":true,"at":true,"candidates":true},"dynamicProps":false,"dynamicItems":false};

const schema49 = {"title":"Finding","type":"object","required":["verdict","confidence","side","phase","family","kind","what","why","count","attribution","evidence"],"properties":{"verdict":{"$ref":"#/$defs/verdict"},"confidence":{"type":"string","enum":["certain","likely","possible"]},"side":{"description":"Did it happen in the outgoing kernel, before the jump? Such findings explain; they do not judge the handoff.","type":"string","enum":["outgoing","incoming"]},"phase":{"$ref":"#/$defs/phase"},"family":{"description":"Family of the fact it rests on; null for a finding of absence.","type":["string","null"]},"kind":{"description":"Kind of the fact it rests on; null for a finding of absence.","type":["string","null"]},"reason":{"description":"Class of the reason, free of addresses and numbers: part of the fingerprint.","type":["string","null"]},"access":{"type":["string","null"]},"what":{"type":"string"},"driver":{"description":"The driver that tried and failed, where the finding is of one.","type":["string","null"]},"why":{"type":"string"},"openReasons":{"description":"Explanations that the evidence leaves open, for a leak; those that it speaks for first.","type":"array","items":{"type":"string"}},"count":{"type":"integer","minimum":0},"atLeast":{"description":"Is the count a lower bound: did the kernel keep some from being told?","type":"boolean"},"first":{"description":"First of a storm.","anyOf":[{"$ref":"#/$defs/moment"},{"type":"null"}]},"last":{"description":"Last of a storm.","anyOf":[{"$ref":"#/$defs/moment"},{"type":"null"}]},"corrupted":{"description":"Why the evidence is damaged; it may confirm a signature, never create one.","type":["string","null"]},"attribution":{"description":"Rule by which the device was blamed, and the other candidates.","type":"object","required":["rule","candidates"],"properties":{"rule":{"type":"string"},"candidates":{"type":"array","items":{"type":"string"}}}},"evidence":{"type":"array","items":{"$ref":"#/$defs/evidence"}}}};
const schema51 = {"title":"Phase","description":"Where in the handoff a moment lies for a device.","type":"string","enum":["running","teardown","jump","early","dormant","probing","claimed","settled"]};

function validate30(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate30.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.verdict === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "verdict"},message:"must have required property '"+"verdict"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.confidence === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "confidence"},message:"must have required property '"+"confidence"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.side === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "side"},message:"must have required property '"+"side"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.phase === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "phase"},message:"must have required property '"+"phase"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.family === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "family"},message:"must have required property '"+"family"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.kind === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.what === undefined){
const err6 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "what"},message:"must have required property '"+"what"+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data.why === undefined){
const err7 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "why"},message:"must have required property '"+"why"+"'"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data.count === undefined){
const err8 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "count"},message:"must have required property '"+"count"+"'"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data.attribution === undefined){
const err9 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "attribution"},message:"must have required property '"+"attribution"+"'"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data.evidence === undefined){
const err10 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "evidence"},message:"must have required property '"+"evidence"+"'"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data.verdict !== undefined){
let data0 = data.verdict;
if(typeof data0 !== "string"){
const err11 = {instancePath:instancePath+"/verdict",schemaPath:"#/$defs/verdict/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(!(((((((((data0 === "lost") || (data0 === "missing")) || (data0 === "frozen")) || (data0 === "probe-failed")) || (data0 === "dma-leak")) || (data0 === "recovered")) || (data0 === "faulted")) || (data0 === "unobserved")) || (data0 === "clean"))){
const err12 = {instancePath:instancePath+"/verdict",schemaPath:"#/$defs/verdict/enum",keyword:"enum",params:{allowedValues: schema50.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.confidence !== undefined){
let data1 = data.confidence;
if(typeof data1 !== "string"){
const err13 = {instancePath:instancePath+"/confidence",schemaPath:"#/properties/confidence/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(!(((data1 === "certain") || (data1 === "likely")) || (data1 === "possible"))){
const err14 = {instancePath:instancePath+"/confidence",schemaPath:"#/properties/confidence/enum",keyword:"enum",params:{allowedValues: schema49.properties.confidence.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.side !== undefined){
let data2 = data.side;
if(typeof data2 !== "string"){
const err15 = {instancePath:instancePath+"/side",schemaPath:"#/properties/side/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(!((data2 === "outgoing") || (data2 === "incoming"))){
const err16 = {instancePath:instancePath+"/side",schemaPath:"#/properties/side/enum",keyword:"enum",params:{allowedValues: schema49.properties.side.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.phase !== undefined){
let data3 = data.phase;
if(typeof data3 !== "string"){
const err17 = {instancePath:instancePath+"/phase",schemaPath:"#/$defs/phase/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(!((((((((data3 === "running") || (data3 === "teardown")) || (data3 === "jump")) || (data3 === "early")) || (data3 === "dormant")) || (data3 === "probing")) || (data3 === "claimed")) || (data3 === "settled"))){
const err18 = {instancePath:instancePath+"/phase",schemaPath:"#/$defs/phase/enum",keyword:"enum",params:{allowedValues: schema51.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.family !== undefined){
let data4 = data.family;
if((typeof data4 !== "string") && (data4 !== null)){
const err19 = {instancePath:instancePath+"/family",schemaPath:"#/properties/family/type",keyword:"type",params:{type: schema49.properties.family.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.kind !== undefined){
let data5 = data.kind;
if((typeof data5 !== "string") && (data5 !== null)){
const err20 = {instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/type",keyword:"type",params:{type: schema49.properties.kind.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.reason !== undefined){
let data6 = data.reason;
if((typeof data6 !== "string") && (data6 !== null)){
const err21 = {instancePath:instancePath+"/reason",schemaPath:"#/properties/reason/type",keyword:"type",params:{type: schema49.properties.reason.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.access !== undefined){
let data7 = data.access;
if((typeof data7 !== "string") && (data7 !== null)){
const err22 = {instancePath:instancePath+"/access",schemaPath:"#/properties/access/type",keyword:"type",params:{type: schema49.properties.access.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.what !== undefined){
if(typeof data.what !== "string"){
const err23 = {instancePath:instancePath+"/what",schemaPath:"#/properties/what/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data.driver !== undefined){
let data9 = data.driver;
if((typeof data9 !== "string") && (data9 !== null)){
const err24 = {instancePath:instancePath+"/driver",schemaPath:"#/properties/driver/type",keyword:"type",params:{type: schema49.properties.driver.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data.why !== undefined){
if(typeof data.why !== "string"){
const err25 = {instancePath:instancePath+"/why",schemaPath:"#/properties/why/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data.openReasons !== undefined){
let data11 = data.openReasons;
if(Array.isArray(data11)){
const len0 = data11.length;
for(let i0=0; i0<len0; i0++){
if(typeof data11[i0] !== "string"){
const err26 = {instancePath:instancePath+"/openReasons/" + i0,schemaPath:"#/properties/openReasons/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
}
else {
const err27 = {instancePath:instancePath+"/openReasons",schemaPath:"#/properties/openReasons/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data.count !== undefined){
let data13 = data.count;
if(!(((typeof data13 == "number") && (!(data13 % 1) && !isNaN(data13))) && (isFinite(data13)))){
const err28 = {instancePath:instancePath+"/count",schemaPath:"#/properties/count/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
if((typeof data13 == "number") && (isFinite(data13))){
if(data13 < 0 || isNaN(data13)){
const err29 = {instancePath:instancePath+"/count",schemaPath:"#/properties/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
}
if(data.atLeast !== undefined){
if(typeof data.atLeast !== "boolean"){
const err30 = {instancePath:instancePath+"/atLeast",schemaPath:"#/properties/atLeast/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data.first !== undefined){
let data15 = data.first;
const _errs34 = errors;
let valid5 = false;
const _errs35 = errors;
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
if(data15.file === undefined){
const err31 = {instancePath:instancePath+"/first",schemaPath:"#/$defs/moment/required",keyword:"required",params:{missingProperty: "file"},message:"must have required property '"+"file"+"'"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if(data15.line === undefined){
const err32 = {instancePath:instancePath+"/first",schemaPath:"#/$defs/moment/required",keyword:"required",params:{missingProperty: "line"},message:"must have required property '"+"line"+"'"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if(data15.time === undefined){
const err33 = {instancePath:instancePath+"/first",schemaPath:"#/$defs/moment/required",keyword:"required",params:{missingProperty: "time"},message:"must have required property '"+"time"+"'"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
if(data15.file !== undefined){
if(typeof data15.file !== "string"){
const err34 = {instancePath:instancePath+"/first/file",schemaPath:"#/$defs/moment/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data15.line !== undefined){
let data17 = data15.line;
if(!(((typeof data17 == "number") && (!(data17 % 1) && !isNaN(data17))) && (isFinite(data17)))){
const err35 = {instancePath:instancePath+"/first/line",schemaPath:"#/$defs/moment/properties/line/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if((typeof data17 == "number") && (isFinite(data17))){
if(data17 < 1 || isNaN(data17)){
const err36 = {instancePath:instancePath+"/first/line",schemaPath:"#/$defs/moment/properties/line/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
}
if(data15.time !== undefined){
let data18 = data15.time;
if((!((typeof data18 == "number") && (isFinite(data18)))) && (data18 !== null)){
const err37 = {instancePath:instancePath+"/first/time",schemaPath:"#/$defs/moment/properties/time/type",keyword:"type",params:{type: schema46.properties.time.type},message:"must be number,null"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
}
else {
const err38 = {instancePath:instancePath+"/first",schemaPath:"#/$defs/moment/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
var _valid0 = _errs35 === errors;
valid5 = valid5 || _valid0;
if(_valid0){
var props0 = {};
props0.file = true;
props0.line = true;
props0.time = true;
}
const _errs44 = errors;
if(data15 !== null){
const err39 = {instancePath:instancePath+"/first",schemaPath:"#/properties/first/anyOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
var _valid0 = _errs44 === errors;
valid5 = valid5 || _valid0;
if(!valid5){
const err40 = {instancePath:instancePath+"/first",schemaPath:"#/properties/first/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
else {
errors = _errs34;
if(vErrors !== null){
if(_errs34){
vErrors.length = _errs34;
}
else {
vErrors = null;
}
}
}
}
if(data.last !== undefined){
let data19 = data.last;
const _errs47 = errors;
let valid8 = false;
const _errs48 = errors;
if(data19 && typeof data19 == "object" && !Array.isArray(data19)){
if(data19.file === undefined){
const err41 = {instancePath:instancePath+"/last",schemaPath:"#/$defs/moment/required",keyword:"required",params:{missingProperty: "file"},message:"must have required property '"+"file"+"'"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
if(data19.line === undefined){
const err42 = {instancePath:instancePath+"/last",schemaPath:"#/$defs/moment/required",keyword:"required",params:{missingProperty: "line"},message:"must have required property '"+"line"+"'"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
if(data19.time === undefined){
const err43 = {instancePath:instancePath+"/last",schemaPath:"#/$defs/moment/required",keyword:"required",params:{missingProperty: "time"},message:"must have required property '"+"time"+"'"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
if(data19.file !== undefined){
if(typeof data19.file !== "string"){
const err44 = {instancePath:instancePath+"/last/file",schemaPath:"#/$defs/moment/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data19.line !== undefined){
let data21 = data19.line;
if(!(((typeof data21 == "number") && (!(data21 % 1) && !isNaN(data21))) && (isFinite(data21)))){
const err45 = {instancePath:instancePath+"/last/line",schemaPath:"#/$defs/moment/properties/line/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
if((typeof data21 == "number") && (isFinite(data21))){
if(data21 < 1 || isNaN(data21)){
const err46 = {instancePath:instancePath+"/last/line",schemaPath:"#/$defs/moment/properties/line/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
}
if(data19.time !== undefined){
let data22 = data19.time;
if((!((typeof data22 == "number") && (isFinite(data22)))) && (data22 !== null)){
const err47 = {instancePath:instancePath+"/last/time",schemaPath:"#/$defs/moment/properties/time/type",keyword:"type",params:{type: schema46.properties.time.type},message:"must be number,null"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
}
else {
const err48 = {instancePath:instancePath+"/last",schemaPath:"#/$defs/moment/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
var _valid1 = _errs48 === errors;
valid8 = valid8 || _valid1;
if(_valid1){
var props1 = {};
props1.file = true;
props1.line = true;
props1.time = true;
}
const _errs57 = errors;
if(data19 !== null){
const err49 = {instancePath:instancePath+"/last",schemaPath:"#/properties/last/anyOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
var _valid1 = _errs57 === errors;
valid8 = valid8 || _valid1;
if(!valid8){
const err50 = {instancePath:instancePath+"/last",schemaPath:"#/properties/last/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
else {
errors = _errs47;
if(vErrors !== null){
if(_errs47){
vErrors.length = _errs47;
}
else {
vErrors = null;
}
}
}
}
if(data.corrupted !== undefined){
let data23 = data.corrupted;
if((typeof data23 !== "string") && (data23 !== null)){
const err51 = {instancePath:instancePath+"/corrupted",schemaPath:"#/properties/corrupted/type",keyword:"type",params:{type: schema49.properties.corrupted.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data.attribution !== undefined){
let data24 = data.attribution;
if(data24 && typeof data24 == "object" && !Array.isArray(data24)){
if(data24.rule === undefined){
const err52 = {instancePath:instancePath+"/attribution",schemaPath:"#/properties/attribution/required",keyword:"required",params:{missingProperty: "rule"},message:"must have required property '"+"rule"+"'"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
if(data24.candidates === undefined){
const err53 = {instancePath:instancePath+"/attribution",schemaPath:"#/properties/attribution/required",keyword:"required",params:{missingProperty: "candidates"},message:"must have required property '"+"candidates"+"'"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
if(data24.rule !== undefined){
if(typeof data24.rule !== "string"){
const err54 = {instancePath:instancePath+"/attribution/rule",schemaPath:"#/properties/attribution/properties/rule/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
if(data24.candidates !== undefined){
let data26 = data24.candidates;
if(Array.isArray(data26)){
const len1 = data26.length;
for(let i1=0; i1<len1; i1++){
if(typeof data26[i1] !== "string"){
const err55 = {instancePath:instancePath+"/attribution/candidates/" + i1,schemaPath:"#/properties/attribution/properties/candidates/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
}
else {
const err56 = {instancePath:instancePath+"/attribution/candidates",schemaPath:"#/properties/attribution/properties/candidates/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
}
else {
const err57 = {instancePath:instancePath+"/attribution",schemaPath:"#/properties/attribution/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
if(data.evidence !== undefined){
let data28 = data.evidence;
if(Array.isArray(data28)){
const len2 = data28.length;
for(let i2=0; i2<len2; i2++){
let data29 = data28[i2];
if(data29 && typeof data29 == "object" && !Array.isArray(data29)){
if(data29.file === undefined){
const err58 = {instancePath:instancePath+"/evidence/" + i2,schemaPath:"#/$defs/evidence/required",keyword:"required",params:{missingProperty: "file"},message:"must have required property '"+"file"+"'"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
if(data29.line === undefined){
const err59 = {instancePath:instancePath+"/evidence/" + i2,schemaPath:"#/$defs/evidence/required",keyword:"required",params:{missingProperty: "line"},message:"must have required property '"+"line"+"'"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
if(data29.file !== undefined){
if(typeof data29.file !== "string"){
const err60 = {instancePath:instancePath+"/evidence/" + i2+"/file",schemaPath:"#/$defs/evidence/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
if(data29.line !== undefined){
let data31 = data29.line;
if(!(((typeof data31 == "number") && (!(data31 % 1) && !isNaN(data31))) && (isFinite(data31)))){
const err61 = {instancePath:instancePath+"/evidence/" + i2+"/line",schemaPath:"#/$defs/evidence/properties/line/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
if((typeof data31 == "number") && (isFinite(data31))){
if(data31 < 1 || isNaN(data31)){
const err62 = {instancePath:instancePath+"/evidence/" + i2+"/line",schemaPath:"#/$defs/evidence/properties/line/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
}
if(data29.time !== undefined){
let data32 = data29.time;
if((!((typeof data32 == "number") && (isFinite(data32)))) && (data32 !== null)){
const err63 = {instancePath:instancePath+"/evidence/" + i2+"/time",schemaPath:"#/$defs/evidence/properties/time/type",keyword:"type",params:{type: schema42.properties.time.type},message:"must be number,null"};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
}
else {
const err64 = {instancePath:instancePath+"/evidence/" + i2,schemaPath:"#/$defs/evidence/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
}
else {
const err65 = {instancePath:instancePath+"/evidence",schemaPath:"#/properties/evidence/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
}
else {
const err66 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
validate30.errors = vErrors;
return errors === 0;
}
validate30.evaluated = {"props":{"verdict":true,"confidence":true,"side":true,"phase":true,"family":true,"kind":true,"reason":true,"access":true,"what":true,"driver":true,"why":true,"openReasons":true,"count":true,"atLeast":true,"first":true,"last":true,"corrupted":true,"attribution":true,"evidence":true},"dynamicProps":false,"dynamicItems":false};

const schema55 = {"title":"DeviceHandoff","description":"One device through one handoff: the unit that gets a verdict.","type":"object","required":["bdf","id","driverBefore","driverAfter","verdict","policy","declared","teardown","iommu","iommuGroup","findings","signature","phases"],"properties":{"bdf":{"description":"`dddd:bb:dd.f`, lower case.","type":"string","pattern":"^[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]$"},"id":{"description":"`vendor:device`, four hex digits each.","type":["string","null"]},"driverBefore":{"type":["string","null"]},"driverAfter":{"type":["string","null"]},"verdict":{"$ref":"#/$defs/verdict"},"policy":{"description":"Label of the teardown policy.","type":"string"},"declared":{"description":"The policy that the host declared for it.","type":["string","null"]},"teardown":{"$ref":"#/$defs/teardown"},"iommu":{"$ref":"#/$defs/iommuMode"},"iommuSpans":{"type":"array","items":{"$ref":"#/$defs/iommuSpan"}},"iommuGroup":{"type":["integer","null"],"minimum":0},"findings":{"type":"array","items":{"$ref":"#/$defs/finding"}},"signature":{"anyOf":[{"$ref":"#/$defs/signature"},{"type":"null"}]},"knownFailures":{"type":"array","items":{"$ref":"#/$defs/knownFailure"}},"phases":{"type":"array","items":{"$ref":"#/$defs/phaseSpan"}}}};
const schema57 = {"title":"Teardown","description":"How a device's teardown went, as far as the log tells.","type":"object","required":["shutdownRan","secondsAtMost","failed","leftIn","resets"],"properties":{"shutdownRan":{"description":"Was a callback of its driver seen to run?","type":"boolean"},"secondsAtMost":{"type":["number","null"],"minimum":0},"failed":{"description":"How its callback failed.","type":["string","null"]},"leftIn":{"description":"Power state that it could not be brought out of in the incoming kernel.","type":["string","null"]},"resets":{"type":"array","items":{"type":"object","required":["method","ok"],"properties":{"method":{"type":"string"},"ok":{"type":"boolean"}}}}}};
const schema63 = {"title":"Signature","type":"object","required":["id","version","title","parts"],"properties":{"id":{"description":"`s`, the version, `-` and 16 hex digits of the SHA-256 of the fingerprint.","type":"string","pattern":"^s[0-9]+-[0-9a-f]{16}$"},"version":{"type":"integer","minimum":1},"title":{"type":"string"},"parts":{"description":"What went into the fingerprint, by name.","type":"object","additionalProperties":{"type":"string"}},"ids":{"description":"The fingerprint under every live version of the rules, oldest first: the oldest that a fleet knows is its name there.","type":"array","items":{"type":"object","required":["version","id"],"properties":{"version":{"type":"integer","minimum":1},"id":{"type":"string","pattern":"^s[0-9]+-[0-9a-f]{16}$"}}}},"family":{"description":"The same failure whatever driver and device show it.","type":"object","required":["id","title"],"properties":{"id":{"type":"string","pattern":"^f[0-9]+-[0-9a-f]{16}$"},"title":{"type":"string"}}},"corrupted":{"description":"Why its evidence is damaged: such a one confirms, and creates nothing.","type":["string","null"]}}};
const schema64 = {"title":"KnownFailureMatch","description":"A failure documented in public that fits what was found.","type":"object","required":["id","title","explanation","workaround","fix","fixed","sources"],"properties":{"id":{"type":"string","minLength":1},"title":{"type":"string"},"explanation":{"type":"string"},"workaround":{"type":["string","null"]},"fix":{"description":"Commit and first mainline version that hold the fix.","anyOf":[{"type":"null"},{"type":"object","required":["commit","since"],"properties":{"commit":{"type":["string","null"]},"since":{"type":["string","null"]}}}]},"fixed":{"description":"Does the kernel in question hold the fix by its version? Distributions carry fixes that versions do not tell.","enum":["no","yes","unknown"]},"sources":{"type":"array","items":{"type":"string"}}}};
const pattern9 = new RegExp("^f[0-9]+-[0-9a-f]{16}$", "");
const schema59 = {"title":"IommuSpan","description":"What stood over a device in the incoming kernel, from when to when.","type":"object","required":["mode","from","to"],"properties":{"mode":{"$ref":"#/$defs/iommuMode"},"from":{"anyOf":[{"$ref":"#/$defs/moment"},{"type":"null"}]},"to":{"anyOf":[{"$ref":"#/$defs/moment"},{"type":"null"}]}}};

function validate33(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate33.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.mode === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "mode"},message:"must have required property '"+"mode"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.from === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "from"},message:"must have required property '"+"from"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.to === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "to"},message:"must have required property '"+"to"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.mode !== undefined){
let data0 = data.mode;
if(typeof data0 === "string"){
if(data0.length < 1){
const err3 = {instancePath:instancePath+"/mode",schemaPath:"#/$defs/iommuMode/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/mode",schemaPath:"#/$defs/iommuMode/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.from !== undefined){
let data1 = data.from;
const _errs5 = errors;
let valid2 = false;
const _errs6 = errors;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.file === undefined){
const err5 = {instancePath:instancePath+"/from",schemaPath:"#/$defs/moment/required",keyword:"required",params:{missingProperty: "file"},message:"must have required property '"+"file"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data1.line === undefined){
const err6 = {instancePath:instancePath+"/from",schemaPath:"#/$defs/moment/required",keyword:"required",params:{missingProperty: "line"},message:"must have required property '"+"line"+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data1.time === undefined){
const err7 = {instancePath:instancePath+"/from",schemaPath:"#/$defs/moment/required",keyword:"required",params:{missingProperty: "time"},message:"must have required property '"+"time"+"'"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data1.file !== undefined){
if(typeof data1.file !== "string"){
const err8 = {instancePath:instancePath+"/from/file",schemaPath:"#/$defs/moment/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data1.line !== undefined){
let data3 = data1.line;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
const err9 = {instancePath:instancePath+"/from/line",schemaPath:"#/$defs/moment/properties/line/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 1 || isNaN(data3)){
const err10 = {instancePath:instancePath+"/from/line",schemaPath:"#/$defs/moment/properties/line/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
if(data1.time !== undefined){
let data4 = data1.time;
if((!((typeof data4 == "number") && (isFinite(data4)))) && (data4 !== null)){
const err11 = {instancePath:instancePath+"/from/time",schemaPath:"#/$defs/moment/properties/time/type",keyword:"type",params:{type: schema46.properties.time.type},message:"must be number,null"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
else {
const err12 = {instancePath:instancePath+"/from",schemaPath:"#/$defs/moment/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
var _valid0 = _errs6 === errors;
valid2 = valid2 || _valid0;
if(_valid0){
var props0 = {};
props0.file = true;
props0.line = true;
props0.time = true;
}
const _errs15 = errors;
if(data1 !== null){
const err13 = {instancePath:instancePath+"/from",schemaPath:"#/properties/from/anyOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
var _valid0 = _errs15 === errors;
valid2 = valid2 || _valid0;
if(!valid2){
const err14 = {instancePath:instancePath+"/from",schemaPath:"#/properties/from/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
else {
errors = _errs5;
if(vErrors !== null){
if(_errs5){
vErrors.length = _errs5;
}
else {
vErrors = null;
}
}
}
}
if(data.to !== undefined){
let data5 = data.to;
const _errs18 = errors;
let valid5 = false;
const _errs19 = errors;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(data5.file === undefined){
const err15 = {instancePath:instancePath+"/to",schemaPath:"#/$defs/moment/required",keyword:"required",params:{missingProperty: "file"},message:"must have required property '"+"file"+"'"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data5.line === undefined){
const err16 = {instancePath:instancePath+"/to",schemaPath:"#/$defs/moment/required",keyword:"required",params:{missingProperty: "line"},message:"must have required property '"+"line"+"'"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(data5.time === undefined){
const err17 = {instancePath:instancePath+"/to",schemaPath:"#/$defs/moment/required",keyword:"required",params:{missingProperty: "time"},message:"must have required property '"+"time"+"'"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(data5.file !== undefined){
if(typeof data5.file !== "string"){
const err18 = {instancePath:instancePath+"/to/file",schemaPath:"#/$defs/moment/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data5.line !== undefined){
let data7 = data5.line;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
const err19 = {instancePath:instancePath+"/to/line",schemaPath:"#/$defs/moment/properties/line/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 < 1 || isNaN(data7)){
const err20 = {instancePath:instancePath+"/to/line",schemaPath:"#/$defs/moment/properties/line/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
if(data5.time !== undefined){
let data8 = data5.time;
if((!((typeof data8 == "number") && (isFinite(data8)))) && (data8 !== null)){
const err21 = {instancePath:instancePath+"/to/time",schemaPath:"#/$defs/moment/properties/time/type",keyword:"type",params:{type: schema46.properties.time.type},message:"must be number,null"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
else {
const err22 = {instancePath:instancePath+"/to",schemaPath:"#/$defs/moment/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
var _valid1 = _errs19 === errors;
valid5 = valid5 || _valid1;
if(_valid1){
var props1 = {};
props1.file = true;
props1.line = true;
props1.time = true;
}
const _errs28 = errors;
if(data5 !== null){
const err23 = {instancePath:instancePath+"/to",schemaPath:"#/properties/to/anyOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
var _valid1 = _errs28 === errors;
valid5 = valid5 || _valid1;
if(!valid5){
const err24 = {instancePath:instancePath+"/to",schemaPath:"#/properties/to/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
else {
errors = _errs18;
if(vErrors !== null){
if(_errs18){
vErrors.length = _errs18;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err25 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
validate33.errors = vErrors;
return errors === 0;
}
validate33.evaluated = {"props":{"mode":true,"from":true,"to":true},"dynamicProps":false,"dynamicItems":false};

const schema65 = {"title":"PhaseSpan","type":"object","required":["phase","from","to"],"properties":{"phase":{"$ref":"#/$defs/phase"},"from":{"anyOf":[{"$ref":"#/$defs/moment"},{"type":"null"}]},"to":{"anyOf":[{"$ref":"#/$defs/moment"},{"type":"null"}]}}};

function validate36(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate36.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.phase === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "phase"},message:"must have required property '"+"phase"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.from === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "from"},message:"must have required property '"+"from"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.to === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "to"},message:"must have required property '"+"to"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.phase !== undefined){
let data0 = data.phase;
if(typeof data0 !== "string"){
const err3 = {instancePath:instancePath+"/phase",schemaPath:"#/$defs/phase/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(!((((((((data0 === "running") || (data0 === "teardown")) || (data0 === "jump")) || (data0 === "early")) || (data0 === "dormant")) || (data0 === "probing")) || (data0 === "claimed")) || (data0 === "settled"))){
const err4 = {instancePath:instancePath+"/phase",schemaPath:"#/$defs/phase/enum",keyword:"enum",params:{allowedValues: schema51.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.from !== undefined){
let data1 = data.from;
const _errs5 = errors;
let valid2 = false;
const _errs6 = errors;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.file === undefined){
const err5 = {instancePath:instancePath+"/from",schemaPath:"#/$defs/moment/required",keyword:"required",params:{missingProperty: "file"},message:"must have required property '"+"file"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data1.line === undefined){
const err6 = {instancePath:instancePath+"/from",schemaPath:"#/$defs/moment/required",keyword:"required",params:{missingProperty: "line"},message:"must have required property '"+"line"+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data1.time === undefined){
const err7 = {instancePath:instancePath+"/from",schemaPath:"#/$defs/moment/required",keyword:"required",params:{missingProperty: "time"},message:"must have required property '"+"time"+"'"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data1.file !== undefined){
if(typeof data1.file !== "string"){
const err8 = {instancePath:instancePath+"/from/file",schemaPath:"#/$defs/moment/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data1.line !== undefined){
let data3 = data1.line;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
const err9 = {instancePath:instancePath+"/from/line",schemaPath:"#/$defs/moment/properties/line/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 1 || isNaN(data3)){
const err10 = {instancePath:instancePath+"/from/line",schemaPath:"#/$defs/moment/properties/line/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
if(data1.time !== undefined){
let data4 = data1.time;
if((!((typeof data4 == "number") && (isFinite(data4)))) && (data4 !== null)){
const err11 = {instancePath:instancePath+"/from/time",schemaPath:"#/$defs/moment/properties/time/type",keyword:"type",params:{type: schema46.properties.time.type},message:"must be number,null"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
else {
const err12 = {instancePath:instancePath+"/from",schemaPath:"#/$defs/moment/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
var _valid0 = _errs6 === errors;
valid2 = valid2 || _valid0;
if(_valid0){
var props0 = {};
props0.file = true;
props0.line = true;
props0.time = true;
}
const _errs15 = errors;
if(data1 !== null){
const err13 = {instancePath:instancePath+"/from",schemaPath:"#/properties/from/anyOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
var _valid0 = _errs15 === errors;
valid2 = valid2 || _valid0;
if(!valid2){
const err14 = {instancePath:instancePath+"/from",schemaPath:"#/properties/from/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
else {
errors = _errs5;
if(vErrors !== null){
if(_errs5){
vErrors.length = _errs5;
}
else {
vErrors = null;
}
}
}
}
if(data.to !== undefined){
let data5 = data.to;
const _errs18 = errors;
let valid5 = false;
const _errs19 = errors;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(data5.file === undefined){
const err15 = {instancePath:instancePath+"/to",schemaPath:"#/$defs/moment/required",keyword:"required",params:{missingProperty: "file"},message:"must have required property '"+"file"+"'"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data5.line === undefined){
const err16 = {instancePath:instancePath+"/to",schemaPath:"#/$defs/moment/required",keyword:"required",params:{missingProperty: "line"},message:"must have required property '"+"line"+"'"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(data5.time === undefined){
const err17 = {instancePath:instancePath+"/to",schemaPath:"#/$defs/moment/required",keyword:"required",params:{missingProperty: "time"},message:"must have required property '"+"time"+"'"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(data5.file !== undefined){
if(typeof data5.file !== "string"){
const err18 = {instancePath:instancePath+"/to/file",schemaPath:"#/$defs/moment/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data5.line !== undefined){
let data7 = data5.line;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
const err19 = {instancePath:instancePath+"/to/line",schemaPath:"#/$defs/moment/properties/line/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 < 1 || isNaN(data7)){
const err20 = {instancePath:instancePath+"/to/line",schemaPath:"#/$defs/moment/properties/line/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
if(data5.time !== undefined){
let data8 = data5.time;
if((!((typeof data8 == "number") && (isFinite(data8)))) && (data8 !== null)){
const err21 = {instancePath:instancePath+"/to/time",schemaPath:"#/$defs/moment/properties/time/type",keyword:"type",params:{type: schema46.properties.time.type},message:"must be number,null"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
else {
const err22 = {instancePath:instancePath+"/to",schemaPath:"#/$defs/moment/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
var _valid1 = _errs19 === errors;
valid5 = valid5 || _valid1;
if(_valid1){
var props1 = {};
props1.file = true;
props1.line = true;
props1.time = true;
}
const _errs28 = errors;
if(data5 !== null){
const err23 = {instancePath:instancePath+"/to",schemaPath:"#/properties/to/anyOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
var _valid1 = _errs28 === errors;
valid5 = valid5 || _valid1;
if(!valid5){
const err24 = {instancePath:instancePath+"/to",schemaPath:"#/properties/to/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
else {
errors = _errs18;
if(vErrors !== null){
if(_errs18){
vErrors.length = _errs18;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err25 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
validate36.errors = vErrors;
return errors === 0;
}
validate36.evaluated = {"props":{"phase":true,"from":true,"to":true},"dynamicProps":false,"dynamicItems":false};


function validate32(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate32.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.bdf === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "bdf"},message:"must have required property '"+"bdf"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.id === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.driverBefore === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "driverBefore"},message:"must have required property '"+"driverBefore"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.driverAfter === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "driverAfter"},message:"must have required property '"+"driverAfter"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.verdict === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "verdict"},message:"must have required property '"+"verdict"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.policy === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "policy"},message:"must have required property '"+"policy"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.declared === undefined){
const err6 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "declared"},message:"must have required property '"+"declared"+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data.teardown === undefined){
const err7 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "teardown"},message:"must have required property '"+"teardown"+"'"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data.iommu === undefined){
const err8 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "iommu"},message:"must have required property '"+"iommu"+"'"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data.iommuGroup === undefined){
const err9 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "iommuGroup"},message:"must have required property '"+"iommuGroup"+"'"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data.findings === undefined){
const err10 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "findings"},message:"must have required property '"+"findings"+"'"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data.signature === undefined){
const err11 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "signature"},message:"must have required property '"+"signature"+"'"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data.phases === undefined){
const err12 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "phases"},message:"must have required property '"+"phases"+"'"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(data.bdf !== undefined){
let data0 = data.bdf;
if(typeof data0 === "string"){
if(!pattern5.test(data0)){
const err13 = {instancePath:instancePath+"/bdf",schemaPath:"#/properties/bdf/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]$"},message:"must match pattern \""+"^[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]$"+"\""};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/bdf",schemaPath:"#/properties/bdf/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.id !== undefined){
let data1 = data.id;
if((typeof data1 !== "string") && (data1 !== null)){
const err15 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type: schema55.properties.id.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.driverBefore !== undefined){
let data2 = data.driverBefore;
if((typeof data2 !== "string") && (data2 !== null)){
const err16 = {instancePath:instancePath+"/driverBefore",schemaPath:"#/properties/driverBefore/type",keyword:"type",params:{type: schema55.properties.driverBefore.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.driverAfter !== undefined){
let data3 = data.driverAfter;
if((typeof data3 !== "string") && (data3 !== null)){
const err17 = {instancePath:instancePath+"/driverAfter",schemaPath:"#/properties/driverAfter/type",keyword:"type",params:{type: schema55.properties.driverAfter.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.verdict !== undefined){
let data4 = data.verdict;
if(typeof data4 !== "string"){
const err18 = {instancePath:instancePath+"/verdict",schemaPath:"#/$defs/verdict/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(!(((((((((data4 === "lost") || (data4 === "missing")) || (data4 === "frozen")) || (data4 === "probe-failed")) || (data4 === "dma-leak")) || (data4 === "recovered")) || (data4 === "faulted")) || (data4 === "unobserved")) || (data4 === "clean"))){
const err19 = {instancePath:instancePath+"/verdict",schemaPath:"#/$defs/verdict/enum",keyword:"enum",params:{allowedValues: schema50.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.policy !== undefined){
if(typeof data.policy !== "string"){
const err20 = {instancePath:instancePath+"/policy",schemaPath:"#/properties/policy/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.declared !== undefined){
let data6 = data.declared;
if((typeof data6 !== "string") && (data6 !== null)){
const err21 = {instancePath:instancePath+"/declared",schemaPath:"#/properties/declared/type",keyword:"type",params:{type: schema55.properties.declared.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.teardown !== undefined){
let data7 = data.teardown;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
if(data7.shutdownRan === undefined){
const err22 = {instancePath:instancePath+"/teardown",schemaPath:"#/$defs/teardown/required",keyword:"required",params:{missingProperty: "shutdownRan"},message:"must have required property '"+"shutdownRan"+"'"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(data7.secondsAtMost === undefined){
const err23 = {instancePath:instancePath+"/teardown",schemaPath:"#/$defs/teardown/required",keyword:"required",params:{missingProperty: "secondsAtMost"},message:"must have required property '"+"secondsAtMost"+"'"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(data7.failed === undefined){
const err24 = {instancePath:instancePath+"/teardown",schemaPath:"#/$defs/teardown/required",keyword:"required",params:{missingProperty: "failed"},message:"must have required property '"+"failed"+"'"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(data7.leftIn === undefined){
const err25 = {instancePath:instancePath+"/teardown",schemaPath:"#/$defs/teardown/required",keyword:"required",params:{missingProperty: "leftIn"},message:"must have required property '"+"leftIn"+"'"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if(data7.resets === undefined){
const err26 = {instancePath:instancePath+"/teardown",schemaPath:"#/$defs/teardown/required",keyword:"required",params:{missingProperty: "resets"},message:"must have required property '"+"resets"+"'"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if(data7.shutdownRan !== undefined){
if(typeof data7.shutdownRan !== "boolean"){
const err27 = {instancePath:instancePath+"/teardown/shutdownRan",schemaPath:"#/$defs/teardown/properties/shutdownRan/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data7.secondsAtMost !== undefined){
let data9 = data7.secondsAtMost;
if((!((typeof data9 == "number") && (isFinite(data9)))) && (data9 !== null)){
const err28 = {instancePath:instancePath+"/teardown/secondsAtMost",schemaPath:"#/$defs/teardown/properties/secondsAtMost/type",keyword:"type",params:{type: schema57.properties.secondsAtMost.type},message:"must be number,null"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 < 0 || isNaN(data9)){
const err29 = {instancePath:instancePath+"/teardown/secondsAtMost",schemaPath:"#/$defs/teardown/properties/secondsAtMost/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
}
if(data7.failed !== undefined){
let data10 = data7.failed;
if((typeof data10 !== "string") && (data10 !== null)){
const err30 = {instancePath:instancePath+"/teardown/failed",schemaPath:"#/$defs/teardown/properties/failed/type",keyword:"type",params:{type: schema57.properties.failed.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data7.leftIn !== undefined){
let data11 = data7.leftIn;
if((typeof data11 !== "string") && (data11 !== null)){
const err31 = {instancePath:instancePath+"/teardown/leftIn",schemaPath:"#/$defs/teardown/properties/leftIn/type",keyword:"type",params:{type: schema57.properties.leftIn.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data7.resets !== undefined){
let data12 = data7.resets;
if(Array.isArray(data12)){
const len0 = data12.length;
for(let i0=0; i0<len0; i0++){
let data13 = data12[i0];
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
if(data13.method === undefined){
const err32 = {instancePath:instancePath+"/teardown/resets/" + i0,schemaPath:"#/$defs/teardown/properties/resets/items/required",keyword:"required",params:{missingProperty: "method"},message:"must have required property '"+"method"+"'"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if(data13.ok === undefined){
const err33 = {instancePath:instancePath+"/teardown/resets/" + i0,schemaPath:"#/$defs/teardown/properties/resets/items/required",keyword:"required",params:{missingProperty: "ok"},message:"must have required property '"+"ok"+"'"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
if(data13.method !== undefined){
if(typeof data13.method !== "string"){
const err34 = {instancePath:instancePath+"/teardown/resets/" + i0+"/method",schemaPath:"#/$defs/teardown/properties/resets/items/properties/method/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data13.ok !== undefined){
if(typeof data13.ok !== "boolean"){
const err35 = {instancePath:instancePath+"/teardown/resets/" + i0+"/ok",schemaPath:"#/$defs/teardown/properties/resets/items/properties/ok/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
}
else {
const err36 = {instancePath:instancePath+"/teardown/resets/" + i0,schemaPath:"#/$defs/teardown/properties/resets/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
}
else {
const err37 = {instancePath:instancePath+"/teardown/resets",schemaPath:"#/$defs/teardown/properties/resets/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
}
else {
const err38 = {instancePath:instancePath+"/teardown",schemaPath:"#/$defs/teardown/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data.iommu !== undefined){
let data16 = data.iommu;
if(typeof data16 === "string"){
if(data16.length < 1){
const err39 = {instancePath:instancePath+"/iommu",schemaPath:"#/$defs/iommuMode/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
else {
const err40 = {instancePath:instancePath+"/iommu",schemaPath:"#/$defs/iommuMode/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data.iommuSpans !== undefined){
let data17 = data.iommuSpans;
if(Array.isArray(data17)){
const len1 = data17.length;
for(let i1=0; i1<len1; i1++){
if(!(validate33(data17[i1], {instancePath:instancePath+"/iommuSpans/" + i1,parentData:data17,parentDataProperty:i1,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate33.errors : vErrors.concat(validate33.errors);
errors = vErrors.length;
}
}
}
else {
const err41 = {instancePath:instancePath+"/iommuSpans",schemaPath:"#/properties/iommuSpans/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data.iommuGroup !== undefined){
let data19 = data.iommuGroup;
if((!(((typeof data19 == "number") && (!(data19 % 1) && !isNaN(data19))) && (isFinite(data19)))) && (data19 !== null)){
const err42 = {instancePath:instancePath+"/iommuGroup",schemaPath:"#/properties/iommuGroup/type",keyword:"type",params:{type: schema55.properties.iommuGroup.type},message:"must be integer,null"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
if((typeof data19 == "number") && (isFinite(data19))){
if(data19 < 0 || isNaN(data19)){
const err43 = {instancePath:instancePath+"/iommuGroup",schemaPath:"#/properties/iommuGroup/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
}
if(data.findings !== undefined){
let data20 = data.findings;
if(Array.isArray(data20)){
const len2 = data20.length;
for(let i2=0; i2<len2; i2++){
if(!(validate30(data20[i2], {instancePath:instancePath+"/findings/" + i2,parentData:data20,parentDataProperty:i2,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate30.errors : vErrors.concat(validate30.errors);
errors = vErrors.length;
}
}
}
else {
const err44 = {instancePath:instancePath+"/findings",schemaPath:"#/properties/findings/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data.signature !== undefined){
let data22 = data.signature;
const _errs47 = errors;
let valid12 = false;
const _errs48 = errors;
if(data22 && typeof data22 == "object" && !Array.isArray(data22)){
if(data22.id === undefined){
const err45 = {instancePath:instancePath+"/signature",schemaPath:"#/$defs/signature/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
if(data22.version === undefined){
const err46 = {instancePath:instancePath+"/signature",schemaPath:"#/$defs/signature/required",keyword:"required",params:{missingProperty: "version"},message:"must have required property '"+"version"+"'"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
if(data22.title === undefined){
const err47 = {instancePath:instancePath+"/signature",schemaPath:"#/$defs/signature/required",keyword:"required",params:{missingProperty: "title"},message:"must have required property '"+"title"+"'"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
if(data22.parts === undefined){
const err48 = {instancePath:instancePath+"/signature",schemaPath:"#/$defs/signature/required",keyword:"required",params:{missingProperty: "parts"},message:"must have required property '"+"parts"+"'"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
if(data22.id !== undefined){
let data23 = data22.id;
if(typeof data23 === "string"){
if(!pattern4.test(data23)){
const err49 = {instancePath:instancePath+"/signature/id",schemaPath:"#/$defs/signature/properties/id/pattern",keyword:"pattern",params:{pattern: "^s[0-9]+-[0-9a-f]{16}$"},message:"must match pattern \""+"^s[0-9]+-[0-9a-f]{16}$"+"\""};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
else {
const err50 = {instancePath:instancePath+"/signature/id",schemaPath:"#/$defs/signature/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
if(data22.version !== undefined){
let data24 = data22.version;
if(!(((typeof data24 == "number") && (!(data24 % 1) && !isNaN(data24))) && (isFinite(data24)))){
const err51 = {instancePath:instancePath+"/signature/version",schemaPath:"#/$defs/signature/properties/version/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
if((typeof data24 == "number") && (isFinite(data24))){
if(data24 < 1 || isNaN(data24)){
const err52 = {instancePath:instancePath+"/signature/version",schemaPath:"#/$defs/signature/properties/version/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
}
if(data22.title !== undefined){
if(typeof data22.title !== "string"){
const err53 = {instancePath:instancePath+"/signature/title",schemaPath:"#/$defs/signature/properties/title/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
if(data22.parts !== undefined){
let data26 = data22.parts;
if(data26 && typeof data26 == "object" && !Array.isArray(data26)){
for(const key0 in data26){
if(typeof data26[key0] !== "string"){
const err54 = {instancePath:instancePath+"/signature/parts/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/signature/properties/parts/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
}
else {
const err55 = {instancePath:instancePath+"/signature/parts",schemaPath:"#/$defs/signature/properties/parts/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
if(data22.ids !== undefined){
let data28 = data22.ids;
if(Array.isArray(data28)){
const len3 = data28.length;
for(let i3=0; i3<len3; i3++){
let data29 = data28[i3];
if(data29 && typeof data29 == "object" && !Array.isArray(data29)){
if(data29.version === undefined){
const err56 = {instancePath:instancePath+"/signature/ids/" + i3,schemaPath:"#/$defs/signature/properties/ids/items/required",keyword:"required",params:{missingProperty: "version"},message:"must have required property '"+"version"+"'"};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
if(data29.id === undefined){
const err57 = {instancePath:instancePath+"/signature/ids/" + i3,schemaPath:"#/$defs/signature/properties/ids/items/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
if(data29.version !== undefined){
let data30 = data29.version;
if(!(((typeof data30 == "number") && (!(data30 % 1) && !isNaN(data30))) && (isFinite(data30)))){
const err58 = {instancePath:instancePath+"/signature/ids/" + i3+"/version",schemaPath:"#/$defs/signature/properties/ids/items/properties/version/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
if((typeof data30 == "number") && (isFinite(data30))){
if(data30 < 1 || isNaN(data30)){
const err59 = {instancePath:instancePath+"/signature/ids/" + i3+"/version",schemaPath:"#/$defs/signature/properties/ids/items/properties/version/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
}
if(data29.id !== undefined){
let data31 = data29.id;
if(typeof data31 === "string"){
if(!pattern4.test(data31)){
const err60 = {instancePath:instancePath+"/signature/ids/" + i3+"/id",schemaPath:"#/$defs/signature/properties/ids/items/properties/id/pattern",keyword:"pattern",params:{pattern: "^s[0-9]+-[0-9a-f]{16}$"},message:"must match pattern \""+"^s[0-9]+-[0-9a-f]{16}$"+"\""};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
else {
const err61 = {instancePath:instancePath+"/signature/ids/" + i3+"/id",schemaPath:"#/$defs/signature/properties/ids/items/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
}
else {
const err62 = {instancePath:instancePath+"/signature/ids/" + i3,schemaPath:"#/$defs/signature/properties/ids/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
}
else {
const err63 = {instancePath:instancePath+"/signature/ids",schemaPath:"#/$defs/signature/properties/ids/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
if(data22.family !== undefined){
let data32 = data22.family;
if(data32 && typeof data32 == "object" && !Array.isArray(data32)){
if(data32.id === undefined){
const err64 = {instancePath:instancePath+"/signature/family",schemaPath:"#/$defs/signature/properties/family/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
if(data32.title === undefined){
const err65 = {instancePath:instancePath+"/signature/family",schemaPath:"#/$defs/signature/properties/family/required",keyword:"required",params:{missingProperty: "title"},message:"must have required property '"+"title"+"'"};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
if(data32.id !== undefined){
let data33 = data32.id;
if(typeof data33 === "string"){
if(!pattern9.test(data33)){
const err66 = {instancePath:instancePath+"/signature/family/id",schemaPath:"#/$defs/signature/properties/family/properties/id/pattern",keyword:"pattern",params:{pattern: "^f[0-9]+-[0-9a-f]{16}$"},message:"must match pattern \""+"^f[0-9]+-[0-9a-f]{16}$"+"\""};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
else {
const err67 = {instancePath:instancePath+"/signature/family/id",schemaPath:"#/$defs/signature/properties/family/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
if(data32.title !== undefined){
if(typeof data32.title !== "string"){
const err68 = {instancePath:instancePath+"/signature/family/title",schemaPath:"#/$defs/signature/properties/family/properties/title/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
}
else {
const err69 = {instancePath:instancePath+"/signature/family",schemaPath:"#/$defs/signature/properties/family/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
if(data22.corrupted !== undefined){
let data35 = data22.corrupted;
if((typeof data35 !== "string") && (data35 !== null)){
const err70 = {instancePath:instancePath+"/signature/corrupted",schemaPath:"#/$defs/signature/properties/corrupted/type",keyword:"type",params:{type: schema63.properties.corrupted.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
}
else {
const err71 = {instancePath:instancePath+"/signature",schemaPath:"#/$defs/signature/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
var _valid0 = _errs48 === errors;
valid12 = valid12 || _valid0;
if(_valid0){
var props0 = {};
props0.id = true;
props0.version = true;
props0.title = true;
props0.parts = true;
props0.ids = true;
props0.family = true;
props0.corrupted = true;
}
const _errs78 = errors;
if(data22 !== null){
const err72 = {instancePath:instancePath+"/signature",schemaPath:"#/properties/signature/anyOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
var _valid0 = _errs78 === errors;
valid12 = valid12 || _valid0;
if(!valid12){
const err73 = {instancePath:instancePath+"/signature",schemaPath:"#/properties/signature/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
else {
errors = _errs47;
if(vErrors !== null){
if(_errs47){
vErrors.length = _errs47;
}
else {
vErrors = null;
}
}
}
}
if(data.knownFailures !== undefined){
let data36 = data.knownFailures;
if(Array.isArray(data36)){
const len4 = data36.length;
for(let i4=0; i4<len4; i4++){
let data37 = data36[i4];
if(data37 && typeof data37 == "object" && !Array.isArray(data37)){
if(data37.id === undefined){
const err74 = {instancePath:instancePath+"/knownFailures/" + i4,schemaPath:"#/$defs/knownFailure/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
if(data37.title === undefined){
const err75 = {instancePath:instancePath+"/knownFailures/" + i4,schemaPath:"#/$defs/knownFailure/required",keyword:"required",params:{missingProperty: "title"},message:"must have required property '"+"title"+"'"};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
if(data37.explanation === undefined){
const err76 = {instancePath:instancePath+"/knownFailures/" + i4,schemaPath:"#/$defs/knownFailure/required",keyword:"required",params:{missingProperty: "explanation"},message:"must have required property '"+"explanation"+"'"};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
if(data37.workaround === undefined){
const err77 = {instancePath:instancePath+"/knownFailures/" + i4,schemaPath:"#/$defs/knownFailure/required",keyword:"required",params:{missingProperty: "workaround"},message:"must have required property '"+"workaround"+"'"};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
if(data37.fix === undefined){
const err78 = {instancePath:instancePath+"/knownFailures/" + i4,schemaPath:"#/$defs/knownFailure/required",keyword:"required",params:{missingProperty: "fix"},message:"must have required property '"+"fix"+"'"};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
if(data37.fixed === undefined){
const err79 = {instancePath:instancePath+"/knownFailures/" + i4,schemaPath:"#/$defs/knownFailure/required",keyword:"required",params:{missingProperty: "fixed"},message:"must have required property '"+"fixed"+"'"};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
if(data37.sources === undefined){
const err80 = {instancePath:instancePath+"/knownFailures/" + i4,schemaPath:"#/$defs/knownFailure/required",keyword:"required",params:{missingProperty: "sources"},message:"must have required property '"+"sources"+"'"};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
if(data37.id !== undefined){
let data38 = data37.id;
if(typeof data38 === "string"){
if(data38.length < 1){
const err81 = {instancePath:instancePath+"/knownFailures/" + i4+"/id",schemaPath:"#/$defs/knownFailure/properties/id/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
else {
const err82 = {instancePath:instancePath+"/knownFailures/" + i4+"/id",schemaPath:"#/$defs/knownFailure/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
if(data37.title !== undefined){
if(typeof data37.title !== "string"){
const err83 = {instancePath:instancePath+"/knownFailures/" + i4+"/title",schemaPath:"#/$defs/knownFailure/properties/title/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
if(data37.explanation !== undefined){
if(typeof data37.explanation !== "string"){
const err84 = {instancePath:instancePath+"/knownFailures/" + i4+"/explanation",schemaPath:"#/$defs/knownFailure/properties/explanation/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
}
if(data37.workaround !== undefined){
let data41 = data37.workaround;
if((typeof data41 !== "string") && (data41 !== null)){
const err85 = {instancePath:instancePath+"/knownFailures/" + i4+"/workaround",schemaPath:"#/$defs/knownFailure/properties/workaround/type",keyword:"type",params:{type: schema64.properties.workaround.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
if(data37.fix !== undefined){
let data42 = data37.fix;
const _errs94 = errors;
let valid24 = false;
const _errs95 = errors;
if(data42 !== null){
const err86 = {instancePath:instancePath+"/knownFailures/" + i4+"/fix",schemaPath:"#/$defs/knownFailure/properties/fix/anyOf/0/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
var _valid1 = _errs95 === errors;
valid24 = valid24 || _valid1;
const _errs97 = errors;
if(data42 && typeof data42 == "object" && !Array.isArray(data42)){
if(data42.commit === undefined){
const err87 = {instancePath:instancePath+"/knownFailures/" + i4+"/fix",schemaPath:"#/$defs/knownFailure/properties/fix/anyOf/1/required",keyword:"required",params:{missingProperty: "commit"},message:"must have required property '"+"commit"+"'"};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
if(data42.since === undefined){
const err88 = {instancePath:instancePath+"/knownFailures/" + i4+"/fix",schemaPath:"#/$defs/knownFailure/properties/fix/anyOf/1/required",keyword:"required",params:{missingProperty: "since"},message:"must have required property '"+"since"+"'"};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
if(data42.commit !== undefined){
let data43 = data42.commit;
if((typeof data43 !== "string") && (data43 !== null)){
const err89 = {instancePath:instancePath+"/knownFailures/" + i4+"/fix/commit",schemaPath:"#/$defs/knownFailure/properties/fix/anyOf/1/properties/commit/type",keyword:"type",params:{type: schema64.properties.fix.anyOf[1].properties.commit.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
if(data42.since !== undefined){
let data44 = data42.since;
if((typeof data44 !== "string") && (data44 !== null)){
const err90 = {instancePath:instancePath+"/knownFailures/" + i4+"/fix/since",schemaPath:"#/$defs/knownFailure/properties/fix/anyOf/1/properties/since/type",keyword:"type",params:{type: schema64.properties.fix.anyOf[1].properties.since.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
}
}
else {
const err91 = {instancePath:instancePath+"/knownFailures/" + i4+"/fix",schemaPath:"#/$defs/knownFailure/properties/fix/anyOf/1/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
var _valid1 = _errs97 === errors;
valid24 = valid24 || _valid1;
if(_valid1){
var props1 = {};
props1.commit = true;
props1.since = true;
}
if(!valid24){
const err92 = {instancePath:instancePath+"/knownFailures/" + i4+"/fix",schemaPath:"#/$defs/knownFailure/properties/fix/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
else {
errors = _errs94;
if(vErrors !== null){
if(_errs94){
vErrors.length = _errs94;
}
else {
vErrors = null;
}
}
}
}
if(data37.fixed !== undefined){
let data45 = data37.fixed;
if(!(((data45 === "no") || (data45 === "yes")) || (data45 === "unknown"))){
const err93 = {instancePath:instancePath+"/knownFailures/" + i4+"/fixed",schemaPath:"#/$defs/knownFailure/properties/fixed/enum",keyword:"enum",params:{allowedValues: schema64.properties.fixed.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
}
if(data37.sources !== undefined){
let data46 = data37.sources;
if(Array.isArray(data46)){
const len5 = data46.length;
for(let i5=0; i5<len5; i5++){
if(typeof data46[i5] !== "string"){
const err94 = {instancePath:instancePath+"/knownFailures/" + i4+"/sources/" + i5,schemaPath:"#/$defs/knownFailure/properties/sources/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
}
}
else {
const err95 = {instancePath:instancePath+"/knownFailures/" + i4+"/sources",schemaPath:"#/$defs/knownFailure/properties/sources/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
}
}
else {
const err96 = {instancePath:instancePath+"/knownFailures/" + i4,schemaPath:"#/$defs/knownFailure/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
}
}
else {
const err97 = {instancePath:instancePath+"/knownFailures",schemaPath:"#/properties/knownFailures/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
}
if(data.phases !== undefined){
let data48 = data.phases;
if(Array.isArray(data48)){
const len6 = data48.length;
for(let i6=0; i6<len6; i6++){
if(!(validate36(data48[i6], {instancePath:instancePath+"/phases/" + i6,parentData:data48,parentDataProperty:i6,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate36.errors : vErrors.concat(validate36.errors);
errors = vErrors.length;
}
}
}
else {
const err98 = {instancePath:instancePath+"/phases",schemaPath:"#/properties/phases/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
}
}
else {
const err99 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
validate32.errors = vErrors;
return errors === 0;
}
validate32.evaluated = {"props":{"bdf":true,"id":true,"driverBefore":true,"driverAfter":true,"verdict":true,"policy":true,"declared":true,"teardown":true,"iommu":true,"iommuSpans":true,"iommuGroup":true,"findings":true,"signature":true,"knownFailures":true,"phases":true},"dynamicProps":false,"dynamicItems":false};

const schema69 = {"title":"UnknownLine","description":"Equal lines of level warning or worse that no table row knows: a queue for people to review.","type":"object","required":["id","side","masked","level","count","first","last"],"properties":{"id":{"description":"u- and 16 hex digits of the masked text's SHA-256.","type":"string"},"side":{"enum":["teardown","start"]},"masked":{"type":"string"},"level":{"description":"syslog level; null where the form prints none and a word of trouble told.","type":["integer","null"],"minimum":0,"maximum":7},"count":{"type":"integer","minimum":1},"first":{"$ref":"#/$defs/moment"},"last":{"$ref":"#/$defs/moment"}}};

function validate39(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate39.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.id === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.side === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "side"},message:"must have required property '"+"side"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.masked === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "masked"},message:"must have required property '"+"masked"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.level === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "level"},message:"must have required property '"+"level"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.count === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "count"},message:"must have required property '"+"count"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.first === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "first"},message:"must have required property '"+"first"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.last === undefined){
const err6 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "last"},message:"must have required property '"+"last"+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data.id !== undefined){
if(typeof data.id !== "string"){
const err7 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.side !== undefined){
let data1 = data.side;
if(!((data1 === "teardown") || (data1 === "start"))){
const err8 = {instancePath:instancePath+"/side",schemaPath:"#/properties/side/enum",keyword:"enum",params:{allowedValues: schema69.properties.side.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.masked !== undefined){
if(typeof data.masked !== "string"){
const err9 = {instancePath:instancePath+"/masked",schemaPath:"#/properties/masked/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.level !== undefined){
let data3 = data.level;
if((!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))) && (data3 !== null)){
const err10 = {instancePath:instancePath+"/level",schemaPath:"#/properties/level/type",keyword:"type",params:{type: schema69.properties.level.type},message:"must be integer,null"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 > 7 || isNaN(data3)){
const err11 = {instancePath:instancePath+"/level",schemaPath:"#/properties/level/maximum",keyword:"maximum",params:{comparison: "<=", limit: 7},message:"must be <= 7"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data3 < 0 || isNaN(data3)){
const err12 = {instancePath:instancePath+"/level",schemaPath:"#/properties/level/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
if(data.count !== undefined){
let data4 = data.count;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
const err13 = {instancePath:instancePath+"/count",schemaPath:"#/properties/count/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 < 1 || isNaN(data4)){
const err14 = {instancePath:instancePath+"/count",schemaPath:"#/properties/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
if(data.first !== undefined){
let data5 = data.first;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(data5.file === undefined){
const err15 = {instancePath:instancePath+"/first",schemaPath:"#/$defs/moment/required",keyword:"required",params:{missingProperty: "file"},message:"must have required property '"+"file"+"'"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data5.line === undefined){
const err16 = {instancePath:instancePath+"/first",schemaPath:"#/$defs/moment/required",keyword:"required",params:{missingProperty: "line"},message:"must have required property '"+"line"+"'"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(data5.time === undefined){
const err17 = {instancePath:instancePath+"/first",schemaPath:"#/$defs/moment/required",keyword:"required",params:{missingProperty: "time"},message:"must have required property '"+"time"+"'"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(data5.file !== undefined){
if(typeof data5.file !== "string"){
const err18 = {instancePath:instancePath+"/first/file",schemaPath:"#/$defs/moment/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data5.line !== undefined){
let data7 = data5.line;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
const err19 = {instancePath:instancePath+"/first/line",schemaPath:"#/$defs/moment/properties/line/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 < 1 || isNaN(data7)){
const err20 = {instancePath:instancePath+"/first/line",schemaPath:"#/$defs/moment/properties/line/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
if(data5.time !== undefined){
let data8 = data5.time;
if((!((typeof data8 == "number") && (isFinite(data8)))) && (data8 !== null)){
const err21 = {instancePath:instancePath+"/first/time",schemaPath:"#/$defs/moment/properties/time/type",keyword:"type",params:{type: schema46.properties.time.type},message:"must be number,null"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
else {
const err22 = {instancePath:instancePath+"/first",schemaPath:"#/$defs/moment/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.last !== undefined){
let data9 = data.last;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(data9.file === undefined){
const err23 = {instancePath:instancePath+"/last",schemaPath:"#/$defs/moment/required",keyword:"required",params:{missingProperty: "file"},message:"must have required property '"+"file"+"'"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(data9.line === undefined){
const err24 = {instancePath:instancePath+"/last",schemaPath:"#/$defs/moment/required",keyword:"required",params:{missingProperty: "line"},message:"must have required property '"+"line"+"'"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(data9.time === undefined){
const err25 = {instancePath:instancePath+"/last",schemaPath:"#/$defs/moment/required",keyword:"required",params:{missingProperty: "time"},message:"must have required property '"+"time"+"'"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if(data9.file !== undefined){
if(typeof data9.file !== "string"){
const err26 = {instancePath:instancePath+"/last/file",schemaPath:"#/$defs/moment/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data9.line !== undefined){
let data11 = data9.line;
if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
const err27 = {instancePath:instancePath+"/last/line",schemaPath:"#/$defs/moment/properties/line/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 < 1 || isNaN(data11)){
const err28 = {instancePath:instancePath+"/last/line",schemaPath:"#/$defs/moment/properties/line/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
}
if(data9.time !== undefined){
let data12 = data9.time;
if((!((typeof data12 == "number") && (isFinite(data12)))) && (data12 !== null)){
const err29 = {instancePath:instancePath+"/last/time",schemaPath:"#/$defs/moment/properties/time/type",keyword:"type",params:{type: schema46.properties.time.type},message:"must be number,null"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
}
else {
const err30 = {instancePath:instancePath+"/last",schemaPath:"#/$defs/moment/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
else {
const err31 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
validate39.errors = vErrors;
return errors === 0;
}
validate39.evaluated = {"props":{"id":true,"side":true,"masked":true,"level":true,"count":true,"first":true,"last":true},"dynamicProps":false,"dynamicItems":false};


function validate48(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate48.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.id === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.version === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "version"},message:"must have required property '"+"version"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.host === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "host"},message:"must have required property '"+"host"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.kind === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.asked === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "asked"},message:"must have required property '"+"asked"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.from === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "from"},message:"must have required property '"+"from"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.to === undefined){
const err6 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "to"},message:"must have required property '"+"to"+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data.complete === undefined){
const err7 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "complete"},message:"must have required property '"+"complete"+"'"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data.outcome === undefined){
const err8 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "outcome"},message:"must have required property '"+"outcome"+"'"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data.kernels === undefined){
const err9 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "kernels"},message:"must have required property '"+"kernels"+"'"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data.policy === undefined){
const err10 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "policy"},message:"must have required property '"+"policy"+"'"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data.iommu === undefined){
const err11 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "iommu"},message:"must have required property '"+"iommu"+"'"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data.observability === undefined){
const err12 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "observability"},message:"must have required property '"+"observability"+"'"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(data.events === undefined){
const err13 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "events"},message:"must have required property '"+"events"+"'"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(data.devices === undefined){
const err14 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "devices"},message:"must have required property '"+"devices"+"'"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(data.unknownLines === undefined){
const err15 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "unknownLines"},message:"must have required property '"+"unknownLines"+"'"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data.unknownBeyond === undefined){
const err16 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "unknownBeyond"},message:"must have required property '"+"unknownBeyond"+"'"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(data.id !== undefined){
let data0 = data.id;
if(typeof data0 === "string"){
if(data0.length < 1){
const err17 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.version !== undefined){
let data1 = data.version;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
const err19 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 < 1 || isNaN(data1)){
const err20 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
if(data.host !== undefined){
if(typeof data.host !== "string"){
const err21 = {instancePath:instancePath+"/host",schemaPath:"#/properties/host/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.kind !== undefined){
let data3 = data.kind;
if(typeof data3 !== "string"){
const err22 = {instancePath:instancePath+"/kind",schemaPath:"#/$defs/handoffKind/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(!(((((data3 === "kexec") || (data3 === "kdump")) || (data3 === "liveupdate")) || (data3 === "firmware")) || (data3 === "unknown"))){
const err23 = {instancePath:instancePath+"/kind",schemaPath:"#/$defs/handoffKind/enum",keyword:"enum",params:{allowedValues: schema37.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data.asked !== undefined){
let data4 = data.asked;
if(!(((data4 === "kexec") || (data4 === "firmware")) || (data4 === null))){
const err24 = {instancePath:instancePath+"/asked",schemaPath:"#/properties/asked/enum",keyword:"enum",params:{allowedValues: schema38.properties.asked.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data.from !== undefined){
let data5 = data.from;
if((typeof data5 !== "string") && (data5 !== null)){
const err25 = {instancePath:instancePath+"/from",schemaPath:"#/properties/from/type",keyword:"type",params:{type: schema38.properties.from.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data.to !== undefined){
let data6 = data.to;
if((typeof data6 !== "string") && (data6 !== null)){
const err26 = {instancePath:instancePath+"/to",schemaPath:"#/properties/to/type",keyword:"type",params:{type: schema38.properties.to.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data.complete !== undefined){
if(typeof data.complete !== "boolean"){
const err27 = {instancePath:instancePath+"/complete",schemaPath:"#/properties/complete/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data.outcome !== undefined){
let data8 = data.outcome;
if(typeof data8 !== "string"){
const err28 = {instancePath:instancePath+"/outcome",schemaPath:"#/$defs/hostOutcome/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
if(!(((((data8 === "back") || (data8 === "died")) || (data8 === "lost")) || (data8 === "firmware")) || (data8 === "unknown"))){
const err29 = {instancePath:instancePath+"/outcome",schemaPath:"#/$defs/hostOutcome/enum",keyword:"enum",params:{allowedValues: schema40.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data.kernels !== undefined){
let data9 = data.kernels;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(data9.from === undefined){
const err30 = {instancePath:instancePath+"/kernels",schemaPath:"#/properties/kernels/required",keyword:"required",params:{missingProperty: "from"},message:"must have required property '"+"from"+"'"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if(data9.to === undefined){
const err31 = {instancePath:instancePath+"/kernels",schemaPath:"#/properties/kernels/required",keyword:"required",params:{missingProperty: "to"},message:"must have required property '"+"to"+"'"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if(data9.from !== undefined){
let data10 = data9.from;
if((typeof data10 !== "string") && (data10 !== null)){
const err32 = {instancePath:instancePath+"/kernels/from",schemaPath:"#/properties/kernels/properties/from/type",keyword:"type",params:{type: schema38.properties.kernels.properties.from.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data9.to !== undefined){
let data11 = data9.to;
if((typeof data11 !== "string") && (data11 !== null)){
const err33 = {instancePath:instancePath+"/kernels/to",schemaPath:"#/properties/kernels/properties/to/type",keyword:"type",params:{type: schema38.properties.kernels.properties.to.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
else {
const err34 = {instancePath:instancePath+"/kernels",schemaPath:"#/properties/kernels/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data.policy !== undefined){
let data12 = data.policy;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
if(data12.label === undefined){
const err35 = {instancePath:instancePath+"/policy",schemaPath:"#/properties/policy/required",keyword:"required",params:{missingProperty: "label"},message:"must have required property '"+"label"+"'"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if(data12.declared === undefined){
const err36 = {instancePath:instancePath+"/policy",schemaPath:"#/properties/policy/required",keyword:"required",params:{missingProperty: "declared"},message:"must have required property '"+"declared"+"'"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if(data12.inferred === undefined){
const err37 = {instancePath:instancePath+"/policy",schemaPath:"#/properties/policy/required",keyword:"required",params:{missingProperty: "inferred"},message:"must have required property '"+"inferred"+"'"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
if(data12.contradictions === undefined){
const err38 = {instancePath:instancePath+"/policy",schemaPath:"#/properties/policy/required",keyword:"required",params:{missingProperty: "contradictions"},message:"must have required property '"+"contradictions"+"'"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if(data12.label !== undefined){
if(typeof data12.label !== "string"){
const err39 = {instancePath:instancePath+"/policy/label",schemaPath:"#/properties/policy/properties/label/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data12.declared !== undefined){
let data14 = data12.declared;
if((typeof data14 !== "string") && (data14 !== null)){
const err40 = {instancePath:instancePath+"/policy/declared",schemaPath:"#/properties/policy/properties/declared/type",keyword:"type",params:{type: schema38.properties.policy.properties.declared.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data12.inferred !== undefined){
let data15 = data12.inferred;
if(Array.isArray(data15)){
const len0 = data15.length;
for(let i0=0; i0<len0; i0++){
if(typeof data15[i0] !== "string"){
const err41 = {instancePath:instancePath+"/policy/inferred/" + i0,schemaPath:"#/properties/policy/properties/inferred/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
}
else {
const err42 = {instancePath:instancePath+"/policy/inferred",schemaPath:"#/properties/policy/properties/inferred/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data12.contradictions !== undefined){
let data17 = data12.contradictions;
if(Array.isArray(data17)){
const len1 = data17.length;
for(let i1=0; i1<len1; i1++){
if(!(validate26(data17[i1], {instancePath:instancePath+"/policy/contradictions/" + i1,parentData:data17,parentDataProperty:i1,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate26.errors : vErrors.concat(validate26.errors);
errors = vErrors.length;
}
}
}
else {
const err43 = {instancePath:instancePath+"/policy/contradictions",schemaPath:"#/properties/policy/properties/contradictions/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
}
else {
const err44 = {instancePath:instancePath+"/policy",schemaPath:"#/properties/policy/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data.iommu !== undefined){
let data19 = data.iommu;
if(data19 && typeof data19 == "object" && !Array.isArray(data19)){
if(data19.from === undefined){
const err45 = {instancePath:instancePath+"/iommu",schemaPath:"#/properties/iommu/required",keyword:"required",params:{missingProperty: "from"},message:"must have required property '"+"from"+"'"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
if(data19.to === undefined){
const err46 = {instancePath:instancePath+"/iommu",schemaPath:"#/properties/iommu/required",keyword:"required",params:{missingProperty: "to"},message:"must have required property '"+"to"+"'"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
if(data19.from !== undefined){
let data20 = data19.from;
if(typeof data20 === "string"){
if(data20.length < 1){
const err47 = {instancePath:instancePath+"/iommu/from",schemaPath:"#/$defs/iommuMode/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
else {
const err48 = {instancePath:instancePath+"/iommu/from",schemaPath:"#/$defs/iommuMode/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
if(data19.to !== undefined){
let data21 = data19.to;
if(typeof data21 === "string"){
if(data21.length < 1){
const err49 = {instancePath:instancePath+"/iommu/to",schemaPath:"#/$defs/iommuMode/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
else {
const err50 = {instancePath:instancePath+"/iommu/to",schemaPath:"#/$defs/iommuMode/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
}
else {
const err51 = {instancePath:instancePath+"/iommu",schemaPath:"#/properties/iommu/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data.observability !== undefined){
let data22 = data.observability;
if(data22 && typeof data22 == "object" && !Array.isArray(data22)){
if(data22.fromStart === undefined){
const err52 = {instancePath:instancePath+"/observability",schemaPath:"#/$defs/observability/required",keyword:"required",params:{missingProperty: "fromStart"},message:"must have required property '"+"fromStart"+"'"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
if(data22.linesLost === undefined){
const err53 = {instancePath:instancePath+"/observability",schemaPath:"#/$defs/observability/required",keyword:"required",params:{missingProperty: "linesLost"},message:"must have required property '"+"linesLost"+"'"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
if(data22.suppressed === undefined){
const err54 = {instancePath:instancePath+"/observability",schemaPath:"#/$defs/observability/required",keyword:"required",params:{missingProperty: "suppressed"},message:"must have required property '"+"suppressed"+"'"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
if(data22.damaged === undefined){
const err55 = {instancePath:instancePath+"/observability",schemaPath:"#/$defs/observability/required",keyword:"required",params:{missingProperty: "damaged"},message:"must have required property '"+"damaged"+"'"};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
if(data22.fromStart !== undefined){
if(typeof data22.fromStart !== "boolean"){
const err56 = {instancePath:instancePath+"/observability/fromStart",schemaPath:"#/$defs/observability/properties/fromStart/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
if(data22.linesLost !== undefined){
let data24 = data22.linesLost;
if(!(((typeof data24 == "number") && (!(data24 % 1) && !isNaN(data24))) && (isFinite(data24)))){
const err57 = {instancePath:instancePath+"/observability/linesLost",schemaPath:"#/$defs/observability/properties/linesLost/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
if((typeof data24 == "number") && (isFinite(data24))){
if(data24 < 0 || isNaN(data24)){
const err58 = {instancePath:instancePath+"/observability/linesLost",schemaPath:"#/$defs/observability/properties/linesLost/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
}
if(data22.linesHidden !== undefined){
let data25 = data22.linesHidden;
if(!(((typeof data25 == "number") && (!(data25 % 1) && !isNaN(data25))) && (isFinite(data25)))){
const err59 = {instancePath:instancePath+"/observability/linesHidden",schemaPath:"#/$defs/observability/properties/linesHidden/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
if((typeof data25 == "number") && (isFinite(data25))){
if(data25 < 0 || isNaN(data25)){
const err60 = {instancePath:instancePath+"/observability/linesHidden",schemaPath:"#/$defs/observability/properties/linesHidden/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
}
if(data22.suppressed !== undefined){
let data26 = data22.suppressed;
if(!(((typeof data26 == "number") && (!(data26 % 1) && !isNaN(data26))) && (isFinite(data26)))){
const err61 = {instancePath:instancePath+"/observability/suppressed",schemaPath:"#/$defs/observability/properties/suppressed/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
if((typeof data26 == "number") && (isFinite(data26))){
if(data26 < 0 || isNaN(data26)){
const err62 = {instancePath:instancePath+"/observability/suppressed",schemaPath:"#/$defs/observability/properties/suppressed/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
}
if(data22.faultsSuppressed !== undefined){
let data27 = data22.faultsSuppressed;
if(!(((typeof data27 == "number") && (!(data27 % 1) && !isNaN(data27))) && (isFinite(data27)))){
const err63 = {instancePath:instancePath+"/observability/faultsSuppressed",schemaPath:"#/$defs/observability/properties/faultsSuppressed/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
if((typeof data27 == "number") && (isFinite(data27))){
if(data27 < 0 || isNaN(data27)){
const err64 = {instancePath:instancePath+"/observability/faultsSuppressed",schemaPath:"#/$defs/observability/properties/faultsSuppressed/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
}
if(data22.damaged !== undefined){
let data28 = data22.damaged;
if(Array.isArray(data28)){
const len2 = data28.length;
for(let i2=0; i2<len2; i2++){
if(typeof data28[i2] !== "string"){
const err65 = {instancePath:instancePath+"/observability/damaged/" + i2,schemaPath:"#/$defs/observability/properties/damaged/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
}
else {
const err66 = {instancePath:instancePath+"/observability/damaged",schemaPath:"#/$defs/observability/properties/damaged/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
if(data22.consoleLevel !== undefined){
let data30 = data22.consoleLevel;
if((!(((typeof data30 == "number") && (!(data30 % 1) && !isNaN(data30))) && (isFinite(data30)))) && (data30 !== null)){
const err67 = {instancePath:instancePath+"/observability/consoleLevel",schemaPath:"#/$defs/observability/properties/consoleLevel/type",keyword:"type",params:{type: schema45.properties.consoleLevel.type},message:"must be integer,null"};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
if((typeof data30 == "number") && (isFinite(data30))){
if(data30 < 0 || isNaN(data30)){
const err68 = {instancePath:instancePath+"/observability/consoleLevel",schemaPath:"#/$defs/observability/properties/consoleLevel/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
}
}
else {
const err69 = {instancePath:instancePath+"/observability",schemaPath:"#/$defs/observability/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
if(data.events !== undefined){
let data31 = data.events;
if(Array.isArray(data31)){
const len3 = data31.length;
for(let i3=0; i3<len3; i3++){
let data32 = data31[i3];
if(data32 && typeof data32 == "object" && !Array.isArray(data32)){
if(data32.what === undefined){
const err70 = {instancePath:instancePath+"/events/" + i3,schemaPath:"#/properties/events/items/required",keyword:"required",params:{missingProperty: "what"},message:"must have required property '"+"what"+"'"};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
if(data32.at === undefined){
const err71 = {instancePath:instancePath+"/events/" + i3,schemaPath:"#/properties/events/items/required",keyword:"required",params:{missingProperty: "at"},message:"must have required property '"+"at"+"'"};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
if(data32.what !== undefined){
if(typeof data32.what !== "string"){
const err72 = {instancePath:instancePath+"/events/" + i3+"/what",schemaPath:"#/properties/events/items/properties/what/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
if(data32.at !== undefined){
let data34 = data32.at;
if(data34 && typeof data34 == "object" && !Array.isArray(data34)){
if(data34.file === undefined){
const err73 = {instancePath:instancePath+"/events/" + i3+"/at",schemaPath:"#/$defs/moment/required",keyword:"required",params:{missingProperty: "file"},message:"must have required property '"+"file"+"'"};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
if(data34.line === undefined){
const err74 = {instancePath:instancePath+"/events/" + i3+"/at",schemaPath:"#/$defs/moment/required",keyword:"required",params:{missingProperty: "line"},message:"must have required property '"+"line"+"'"};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
if(data34.time === undefined){
const err75 = {instancePath:instancePath+"/events/" + i3+"/at",schemaPath:"#/$defs/moment/required",keyword:"required",params:{missingProperty: "time"},message:"must have required property '"+"time"+"'"};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
if(data34.file !== undefined){
if(typeof data34.file !== "string"){
const err76 = {instancePath:instancePath+"/events/" + i3+"/at/file",schemaPath:"#/$defs/moment/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
if(data34.line !== undefined){
let data36 = data34.line;
if(!(((typeof data36 == "number") && (!(data36 % 1) && !isNaN(data36))) && (isFinite(data36)))){
const err77 = {instancePath:instancePath+"/events/" + i3+"/at/line",schemaPath:"#/$defs/moment/properties/line/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
if((typeof data36 == "number") && (isFinite(data36))){
if(data36 < 1 || isNaN(data36)){
const err78 = {instancePath:instancePath+"/events/" + i3+"/at/line",schemaPath:"#/$defs/moment/properties/line/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
}
if(data34.time !== undefined){
let data37 = data34.time;
if((!((typeof data37 == "number") && (isFinite(data37)))) && (data37 !== null)){
const err79 = {instancePath:instancePath+"/events/" + i3+"/at/time",schemaPath:"#/$defs/moment/properties/time/type",keyword:"type",params:{type: schema46.properties.time.type},message:"must be number,null"};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
}
else {
const err80 = {instancePath:instancePath+"/events/" + i3+"/at",schemaPath:"#/$defs/moment/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
}
else {
const err81 = {instancePath:instancePath+"/events/" + i3,schemaPath:"#/properties/events/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
}
else {
const err82 = {instancePath:instancePath+"/events",schemaPath:"#/properties/events/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
if(data.symptoms !== undefined){
let data38 = data.symptoms;
if(Array.isArray(data38)){
const len4 = data38.length;
for(let i4=0; i4<len4; i4++){
if(!(validate28(data38[i4], {instancePath:instancePath+"/symptoms/" + i4,parentData:data38,parentDataProperty:i4,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate28.errors : vErrors.concat(validate28.errors);
errors = vErrors.length;
}
}
}
else {
const err83 = {instancePath:instancePath+"/symptoms",schemaPath:"#/properties/symptoms/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
if(data.strays !== undefined){
let data40 = data.strays;
if(Array.isArray(data40)){
const len5 = data40.length;
for(let i5=0; i5<len5; i5++){
if(!(validate30(data40[i5], {instancePath:instancePath+"/strays/" + i5,parentData:data40,parentDataProperty:i5,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate30.errors : vErrors.concat(validate30.errors);
errors = vErrors.length;
}
}
}
else {
const err84 = {instancePath:instancePath+"/strays",schemaPath:"#/properties/strays/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
}
if(data.devices !== undefined){
let data42 = data.devices;
if(Array.isArray(data42)){
const len6 = data42.length;
for(let i6=0; i6<len6; i6++){
if(!(validate32(data42[i6], {instancePath:instancePath+"/devices/" + i6,parentData:data42,parentDataProperty:i6,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate32.errors : vErrors.concat(validate32.errors);
errors = vErrors.length;
}
}
}
else {
const err85 = {instancePath:instancePath+"/devices",schemaPath:"#/properties/devices/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
if(data.unknownLines !== undefined){
let data44 = data.unknownLines;
if(Array.isArray(data44)){
const len7 = data44.length;
for(let i7=0; i7<len7; i7++){
if(!(validate39(data44[i7], {instancePath:instancePath+"/unknownLines/" + i7,parentData:data44,parentDataProperty:i7,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate39.errors : vErrors.concat(validate39.errors);
errors = vErrors.length;
}
}
}
else {
const err86 = {instancePath:instancePath+"/unknownLines",schemaPath:"#/properties/unknownLines/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
if(data.unknownBeyond !== undefined){
let data46 = data.unknownBeyond;
if(!(((typeof data46 == "number") && (!(data46 % 1) && !isNaN(data46))) && (isFinite(data46)))){
const err87 = {instancePath:instancePath+"/unknownBeyond",schemaPath:"#/properties/unknownBeyond/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
if((typeof data46 == "number") && (isFinite(data46))){
if(data46 < 0 || isNaN(data46)){
const err88 = {instancePath:instancePath+"/unknownBeyond",schemaPath:"#/properties/unknownBeyond/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
}
}
else {
const err89 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
validate48.errors = vErrors;
return errors === 0;
}
validate48.evaluated = {"props":{"id":true,"version":true,"host":true,"kind":true,"asked":true,"from":true,"to":true,"complete":true,"outcome":true,"kernels":true,"policy":true,"iommu":true,"observability":true,"events":true,"symptoms":true,"strays":true,"devices":true,"unknownLines":true,"unknownBeyond":true},"dynamicProps":false,"dynamicItems":false};

const schema35 = {"title":"Boot","description":"One life of one kernel on a host.","type":"object","required":["id","host","file","firstLine","lastLine","sources","kernel","commandLine","kind","kexecCount","end"],"properties":{"id":{"type":"string","minLength":1},"host":{"type":"string"},"file":{"type":"string"},"firstLine":{"type":"integer","minimum":1},"lastLine":{"type":"integer","minimum":1},"sources":{"description":"Every source that told of this boot, the one that names it first.","type":"array","items":{"$ref":"#/$defs/account"}},"kernel":{"description":"Kernel release.","type":["string","null"]},"commandLine":{"type":["string","null"]},"kind":{"$ref":"#/$defs/handoffKind"},"kexecCount":{"description":"Kexecs since the last boot that firmware started, this one counted; null where the log does not tell.","type":["integer","null"],"minimum":0},"end":{"title":"BootEnd","type":"string","enum":["kexec","panic","crash-kexec","restart","power-down","shutdown","open"]}}};
const schema36 = {"title":"Account","description":"What one source holds of a boot.","type":"object","required":["file","firstLine","lastLine"],"properties":{"file":{"type":"string"},"firstLine":{"type":"integer","minimum":1},"lastLine":{"type":"integer","minimum":1}}};

function validate55(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate55.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.id === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.host === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "host"},message:"must have required property '"+"host"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.file === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "file"},message:"must have required property '"+"file"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.firstLine === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "firstLine"},message:"must have required property '"+"firstLine"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.lastLine === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "lastLine"},message:"must have required property '"+"lastLine"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.sources === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "sources"},message:"must have required property '"+"sources"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.kernel === undefined){
const err6 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "kernel"},message:"must have required property '"+"kernel"+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data.commandLine === undefined){
const err7 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "commandLine"},message:"must have required property '"+"commandLine"+"'"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data.kind === undefined){
const err8 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data.kexecCount === undefined){
const err9 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "kexecCount"},message:"must have required property '"+"kexecCount"+"'"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data.end === undefined){
const err10 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "end"},message:"must have required property '"+"end"+"'"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data.id !== undefined){
let data0 = data.id;
if(typeof data0 === "string"){
if(data0.length < 1){
const err11 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.host !== undefined){
if(typeof data.host !== "string"){
const err13 = {instancePath:instancePath+"/host",schemaPath:"#/properties/host/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.file !== undefined){
if(typeof data.file !== "string"){
const err14 = {instancePath:instancePath+"/file",schemaPath:"#/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.firstLine !== undefined){
let data3 = data.firstLine;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
const err15 = {instancePath:instancePath+"/firstLine",schemaPath:"#/properties/firstLine/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 1 || isNaN(data3)){
const err16 = {instancePath:instancePath+"/firstLine",schemaPath:"#/properties/firstLine/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
if(data.lastLine !== undefined){
let data4 = data.lastLine;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
const err17 = {instancePath:instancePath+"/lastLine",schemaPath:"#/properties/lastLine/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 < 1 || isNaN(data4)){
const err18 = {instancePath:instancePath+"/lastLine",schemaPath:"#/properties/lastLine/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
if(data.sources !== undefined){
let data5 = data.sources;
if(Array.isArray(data5)){
const len0 = data5.length;
for(let i0=0; i0<len0; i0++){
let data6 = data5[i0];
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(data6.file === undefined){
const err19 = {instancePath:instancePath+"/sources/" + i0,schemaPath:"#/$defs/account/required",keyword:"required",params:{missingProperty: "file"},message:"must have required property '"+"file"+"'"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(data6.firstLine === undefined){
const err20 = {instancePath:instancePath+"/sources/" + i0,schemaPath:"#/$defs/account/required",keyword:"required",params:{missingProperty: "firstLine"},message:"must have required property '"+"firstLine"+"'"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if(data6.lastLine === undefined){
const err21 = {instancePath:instancePath+"/sources/" + i0,schemaPath:"#/$defs/account/required",keyword:"required",params:{missingProperty: "lastLine"},message:"must have required property '"+"lastLine"+"'"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(data6.file !== undefined){
if(typeof data6.file !== "string"){
const err22 = {instancePath:instancePath+"/sources/" + i0+"/file",schemaPath:"#/$defs/account/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data6.firstLine !== undefined){
let data8 = data6.firstLine;
if(!(((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8))) && (isFinite(data8)))){
const err23 = {instancePath:instancePath+"/sources/" + i0+"/firstLine",schemaPath:"#/$defs/account/properties/firstLine/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 < 1 || isNaN(data8)){
const err24 = {instancePath:instancePath+"/sources/" + i0+"/firstLine",schemaPath:"#/$defs/account/properties/firstLine/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
}
if(data6.lastLine !== undefined){
let data9 = data6.lastLine;
if(!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))){
const err25 = {instancePath:instancePath+"/sources/" + i0+"/lastLine",schemaPath:"#/$defs/account/properties/lastLine/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 < 1 || isNaN(data9)){
const err26 = {instancePath:instancePath+"/sources/" + i0+"/lastLine",schemaPath:"#/$defs/account/properties/lastLine/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
}
}
else {
const err27 = {instancePath:instancePath+"/sources/" + i0,schemaPath:"#/$defs/account/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
}
else {
const err28 = {instancePath:instancePath+"/sources",schemaPath:"#/properties/sources/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data.kernel !== undefined){
let data10 = data.kernel;
if((typeof data10 !== "string") && (data10 !== null)){
const err29 = {instancePath:instancePath+"/kernel",schemaPath:"#/properties/kernel/type",keyword:"type",params:{type: schema35.properties.kernel.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data.commandLine !== undefined){
let data11 = data.commandLine;
if((typeof data11 !== "string") && (data11 !== null)){
const err30 = {instancePath:instancePath+"/commandLine",schemaPath:"#/properties/commandLine/type",keyword:"type",params:{type: schema35.properties.commandLine.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data.kind !== undefined){
let data12 = data.kind;
if(typeof data12 !== "string"){
const err31 = {instancePath:instancePath+"/kind",schemaPath:"#/$defs/handoffKind/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if(!(((((data12 === "kexec") || (data12 === "kdump")) || (data12 === "liveupdate")) || (data12 === "firmware")) || (data12 === "unknown"))){
const err32 = {instancePath:instancePath+"/kind",schemaPath:"#/$defs/handoffKind/enum",keyword:"enum",params:{allowedValues: schema37.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data.kexecCount !== undefined){
let data13 = data.kexecCount;
if((!(((typeof data13 == "number") && (!(data13 % 1) && !isNaN(data13))) && (isFinite(data13)))) && (data13 !== null)){
const err33 = {instancePath:instancePath+"/kexecCount",schemaPath:"#/properties/kexecCount/type",keyword:"type",params:{type: schema35.properties.kexecCount.type},message:"must be integer,null"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
if((typeof data13 == "number") && (isFinite(data13))){
if(data13 < 0 || isNaN(data13)){
const err34 = {instancePath:instancePath+"/kexecCount",schemaPath:"#/properties/kexecCount/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
}
if(data.end !== undefined){
let data14 = data.end;
if(typeof data14 !== "string"){
const err35 = {instancePath:instancePath+"/end",schemaPath:"#/properties/end/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if(!(((((((data14 === "kexec") || (data14 === "panic")) || (data14 === "crash-kexec")) || (data14 === "restart")) || (data14 === "power-down")) || (data14 === "shutdown")) || (data14 === "open"))){
const err36 = {instancePath:instancePath+"/end",schemaPath:"#/properties/end/enum",keyword:"enum",params:{allowedValues: schema35.properties.end.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
}
else {
const err37 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
validate55.errors = vErrors;
return errors === 0;
}
validate55.evaluated = {"props":{"id":true,"host":true,"file":true,"firstLine":true,"lastLine":true,"sources":true,"kernel":true,"commandLine":true,"kind":true,"kexecCount":true,"end":true},"dynamicProps":false,"dynamicItems":false};


function validate47(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="quiesce:/events/handoff-judged.v1.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate47.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.host === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "host"},message:"must have required property '"+"host"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.version === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "version"},message:"must have required property '"+"version"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.handoff === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "handoff"},message:"must have required property '"+"handoff"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.boots === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "boots"},message:"must have required property '"+"boots"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.host !== undefined){
let data0 = data.host;
if(typeof data0 === "string"){
if(data0.length < 1){
const err4 = {instancePath:instancePath+"/host",schemaPath:"#/properties/host/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/host",schemaPath:"#/properties/host/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.version !== undefined){
let data1 = data.version;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
const err6 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 < 0 || isNaN(data1)){
const err7 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
if(data.handoff !== undefined){
if(!(validate48(data.handoff, {instancePath:instancePath+"/handoff",parentData:data,parentDataProperty:"handoff",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate48.errors : vErrors.concat(validate48.errors);
errors = vErrors.length;
}
}
if(data.boots !== undefined){
let data3 = data.boots;
if(Array.isArray(data3)){
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
if(!(validate55(data3[i0], {instancePath:instancePath+"/boots/" + i0,parentData:data3,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate55.errors : vErrors.concat(validate55.errors);
errors = vErrors.length;
}
}
}
else {
const err8 = {instancePath:instancePath+"/boots",schemaPath:"#/properties/boots/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
validate47.errors = vErrors;
return errors === 0;
}
validate47.evaluated = {"props":{"host":true,"version":true,"handoff":true,"boots":true},"dynamicProps":false,"dynamicItems":false};

const check6 = validate57;
const schema91 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"quiesce:/events/host-snapshot.v1.json","title":"HostSnapshot","description":"State of a host after an input, to go on from.","type":"object","required":["host","rules","partition","position","state"],"properties":{"host":{"description":"Name of the machine in the fleet.","type":"string","minLength":1},"rules":{"description":"Version of the rules that made the state; under another version the log is read again from its beginning.","type":"integer","minimum":0},"partition":{"description":"Of the last input, in stream `lines`.","type":"integer","minimum":0},"position":{"description":"Of the last input, in stream `lines`.","type":"integer","minimum":0},"state":{"description":"Plain JSON, known to the rules alone.","type":"object","additionalProperties":true}},"x-stream":"snapshots","x-key":"host"};

function validate57(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="quiesce:/events/host-snapshot.v1.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate57.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.host === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "host"},message:"must have required property '"+"host"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.rules === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "rules"},message:"must have required property '"+"rules"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.partition === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "partition"},message:"must have required property '"+"partition"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.position === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "position"},message:"must have required property '"+"position"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.state === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "state"},message:"must have required property '"+"state"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.host !== undefined){
let data0 = data.host;
if(typeof data0 === "string"){
if(data0.length < 1){
const err5 = {instancePath:instancePath+"/host",schemaPath:"#/properties/host/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/host",schemaPath:"#/properties/host/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.rules !== undefined){
let data1 = data.rules;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
const err7 = {instancePath:instancePath+"/rules",schemaPath:"#/properties/rules/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 < 0 || isNaN(data1)){
const err8 = {instancePath:instancePath+"/rules",schemaPath:"#/properties/rules/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
if(data.partition !== undefined){
let data2 = data.partition;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
const err9 = {instancePath:instancePath+"/partition",schemaPath:"#/properties/partition/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 0 || isNaN(data2)){
const err10 = {instancePath:instancePath+"/partition",schemaPath:"#/properties/partition/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
if(data.position !== undefined){
let data3 = data.position;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
const err11 = {instancePath:instancePath+"/position",schemaPath:"#/properties/position/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 0 || isNaN(data3)){
const err12 = {instancePath:instancePath+"/position",schemaPath:"#/properties/position/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
if(data.state !== undefined){
let data4 = data.state;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
}
else {
const err13 = {instancePath:instancePath+"/state",schemaPath:"#/properties/state/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
validate57.errors = vErrors;
return errors === 0;
}
validate57.evaluated = {"props":{"host":true,"rules":true,"partition":true,"position":true,"state":true},"dynamicProps":false,"dynamicItems":false};

const check7 = validate58;
const schema92 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"quiesce:/events/lines-collected.v1.json","title":"LinesCollected","description":"Whole raw lines of one source of a host, as they came.","type":"object","required":["host","source","firstLine","text"],"properties":{"host":{"description":"Name of the machine in the fleet.","type":"string","minLength":1},"source":{"description":"What they were read from, e.g. `/dev/kmsg` or a file; numbers of lines count within it.","type":"string","minLength":1},"firstLine":{"description":"1-based number of the first line within the source.","type":"integer","minimum":1},"text":{"description":"Whole lines joined by LF.","type":"string"}},"x-stream":"lines","x-key":"host"};

function validate58(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="quiesce:/events/lines-collected.v1.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate58.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.host === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "host"},message:"must have required property '"+"host"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.source === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "source"},message:"must have required property '"+"source"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.firstLine === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "firstLine"},message:"must have required property '"+"firstLine"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.text === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "text"},message:"must have required property '"+"text"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.host !== undefined){
let data0 = data.host;
if(typeof data0 === "string"){
if(data0.length < 1){
const err4 = {instancePath:instancePath+"/host",schemaPath:"#/properties/host/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/host",schemaPath:"#/properties/host/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.source !== undefined){
let data1 = data.source;
if(typeof data1 === "string"){
if(data1.length < 1){
const err6 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.firstLine !== undefined){
let data2 = data.firstLine;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
const err8 = {instancePath:instancePath+"/firstLine",schemaPath:"#/properties/firstLine/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 1 || isNaN(data2)){
const err9 = {instancePath:instancePath+"/firstLine",schemaPath:"#/properties/firstLine/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
if(data.text !== undefined){
if(typeof data.text !== "string"){
const err10 = {instancePath:instancePath+"/text",schemaPath:"#/properties/text/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
else {
const err11 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
validate58.errors = vErrors;
return errors === 0;
}
validate58.evaluated = {"props":{"host":true,"source":true,"firstLine":true,"text":true},"dynamicProps":false,"dynamicItems":false};

const check8 = validate59;
const schema93 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"quiesce:/events/signature-muted.v1.json","title":"SignatureMuted","description":"A person does not want to be told of a signature for a while.","type":"object","required":["signature","by","why","until"],"properties":{"signature":{"description":"Id of the signature.","type":"string","pattern":"^s[0-9]+-[0-9a-f]{16}$"},"by":{"description":"Who: a name that their colleagues know.","type":"string","minLength":1,"maxLength":100},"why":{"type":"string","minLength":1,"maxLength":1000},"until":{"description":"RFC 3339, of this century or the next.","type":"string","pattern":"^2[01][0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$"}},"x-stream":"mutes","x-key":"signature"};
const pattern12 = new RegExp("^2[01][0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$", "");

function validate59(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="quiesce:/events/signature-muted.v1.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate59.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.signature === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "signature"},message:"must have required property '"+"signature"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.by === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "by"},message:"must have required property '"+"by"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.why === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "why"},message:"must have required property '"+"why"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.until === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "until"},message:"must have required property '"+"until"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.signature !== undefined){
let data0 = data.signature;
if(typeof data0 === "string"){
if(!pattern4.test(data0)){
const err4 = {instancePath:instancePath+"/signature",schemaPath:"#/properties/signature/pattern",keyword:"pattern",params:{pattern: "^s[0-9]+-[0-9a-f]{16}$"},message:"must match pattern \""+"^s[0-9]+-[0-9a-f]{16}$"+"\""};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/signature",schemaPath:"#/properties/signature/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.by !== undefined){
let data1 = data.by;
if(typeof data1 === "string"){
if(data1.length > 100){
const err6 = {instancePath:instancePath+"/by",schemaPath:"#/properties/by/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data1.length < 1){
const err7 = {instancePath:instancePath+"/by",schemaPath:"#/properties/by/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/by",schemaPath:"#/properties/by/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.why !== undefined){
let data2 = data.why;
if(typeof data2 === "string"){
if(data2.length > 1000){
const err9 = {instancePath:instancePath+"/why",schemaPath:"#/properties/why/maxLength",keyword:"maxLength",params:{limit: 1000},message:"must NOT have more than 1000 characters"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data2.length < 1){
const err10 = {instancePath:instancePath+"/why",schemaPath:"#/properties/why/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/why",schemaPath:"#/properties/why/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.until !== undefined){
let data3 = data.until;
if(typeof data3 === "string"){
if(!pattern12.test(data3)){
const err12 = {instancePath:instancePath+"/until",schemaPath:"#/properties/until/pattern",keyword:"pattern",params:{pattern: "^2[01][0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$"},message:"must match pattern \""+"^2[01][0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$"+"\""};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/until",schemaPath:"#/properties/until/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
validate59.errors = vErrors;
return errors === 0;
}
validate59.evaluated = {"props":{"signature":true,"by":true,"why":true,"until":true},"dynamicProps":false,"dynamicItems":false};

const check9 = validate60;
const schema94 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"quiesce:/events/signature-seen.v1.json","title":"SignatureSeen","description":"A signature was seen, for the first time in the fleet.","type":"object","required":["signature","title","scope","handoff","host","bdf","verdict"],"properties":{"signature":{"description":"Id of the signature.","type":"string","pattern":"^s[0-9]+-[0-9a-f]{16}$"},"title":{"description":"Its words for a person.","type":"string"},"parts":{"description":"What went into the fingerprint, by name: what is new about it follows from them. Events of older releases lack it.","type":"object","additionalProperties":{"type":"string"}},"scope":{"const":"fleet"},"handoff":{"description":"Id of the handoff.","type":"string","minLength":1},"host":{"description":"Name of the machine in the fleet.","type":"string","minLength":1},"bdf":{"description":"`dddd:bb:dd.f`, lower case.","type":"string","pattern":"^[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]$"},"verdict":{"$ref":"../report.v1.json#/$defs/verdict"}},"x-stream":"signatures","x-key":"signature"};

function validate60(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="quiesce:/events/signature-seen.v1.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate60.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.signature === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "signature"},message:"must have required property '"+"signature"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.title === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "title"},message:"must have required property '"+"title"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.scope === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "scope"},message:"must have required property '"+"scope"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.handoff === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "handoff"},message:"must have required property '"+"handoff"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.host === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "host"},message:"must have required property '"+"host"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.bdf === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "bdf"},message:"must have required property '"+"bdf"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.verdict === undefined){
const err6 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "verdict"},message:"must have required property '"+"verdict"+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data.signature !== undefined){
let data0 = data.signature;
if(typeof data0 === "string"){
if(!pattern4.test(data0)){
const err7 = {instancePath:instancePath+"/signature",schemaPath:"#/properties/signature/pattern",keyword:"pattern",params:{pattern: "^s[0-9]+-[0-9a-f]{16}$"},message:"must match pattern \""+"^s[0-9]+-[0-9a-f]{16}$"+"\""};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/signature",schemaPath:"#/properties/signature/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.title !== undefined){
if(typeof data.title !== "string"){
const err9 = {instancePath:instancePath+"/title",schemaPath:"#/properties/title/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.parts !== undefined){
let data2 = data.parts;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
for(const key0 in data2){
if(typeof data2[key0] !== "string"){
const err10 = {instancePath:instancePath+"/parts/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/parts/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
else {
const err11 = {instancePath:instancePath+"/parts",schemaPath:"#/properties/parts/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.scope !== undefined){
if("fleet" !== data.scope){
const err12 = {instancePath:instancePath+"/scope",schemaPath:"#/properties/scope/const",keyword:"const",params:{allowedValue: "fleet"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.handoff !== undefined){
let data5 = data.handoff;
if(typeof data5 === "string"){
if(data5.length < 1){
const err13 = {instancePath:instancePath+"/handoff",schemaPath:"#/properties/handoff/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/handoff",schemaPath:"#/properties/handoff/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.host !== undefined){
let data6 = data.host;
if(typeof data6 === "string"){
if(data6.length < 1){
const err15 = {instancePath:instancePath+"/host",schemaPath:"#/properties/host/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/host",schemaPath:"#/properties/host/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.bdf !== undefined){
let data7 = data.bdf;
if(typeof data7 === "string"){
if(!pattern5.test(data7)){
const err17 = {instancePath:instancePath+"/bdf",schemaPath:"#/properties/bdf/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]$"},message:"must match pattern \""+"^[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]$"+"\""};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/bdf",schemaPath:"#/properties/bdf/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.verdict !== undefined){
let data8 = data.verdict;
if(typeof data8 !== "string"){
const err19 = {instancePath:instancePath+"/verdict",schemaPath:"../report.v1.json#/$defs/verdict/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(!(((((((((data8 === "lost") || (data8 === "missing")) || (data8 === "frozen")) || (data8 === "probe-failed")) || (data8 === "dma-leak")) || (data8 === "recovered")) || (data8 === "faulted")) || (data8 === "unobserved")) || (data8 === "clean"))){
const err20 = {instancePath:instancePath+"/verdict",schemaPath:"../report.v1.json#/$defs/verdict/enum",keyword:"enum",params:{allowedValues: schema50.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
else {
const err21 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
validate60.errors = vErrors;
return errors === 0;
}
validate60.evaluated = {"props":{"signature":true,"title":true,"parts":true,"scope":true,"handoff":true,"host":true,"bdf":true,"verdict":true},"dynamicProps":false,"dynamicItems":false};

const check10 = validate61;
const schema96 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"quiesce:/events/signature-unmuted.v1.json","title":"SignatureUnmuted","description":"A person wants to be told of a signature again, before its mute has ended.","type":"object","required":["signature","by","why"],"properties":{"signature":{"description":"Id of the signature.","type":"string","pattern":"^s[0-9]+-[0-9a-f]{16}$"},"by":{"description":"Who: a name that their colleagues know.","type":"string","minLength":1,"maxLength":100},"why":{"type":"string","minLength":1,"maxLength":1000}},"x-stream":"mutes","x-key":"signature"};

function validate61(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="quiesce:/events/signature-unmuted.v1.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate61.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.signature === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "signature"},message:"must have required property '"+"signature"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.by === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "by"},message:"must have required property '"+"by"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.why === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "why"},message:"must have required property '"+"why"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.signature !== undefined){
let data0 = data.signature;
if(typeof data0 === "string"){
if(!pattern4.test(data0)){
const err3 = {instancePath:instancePath+"/signature",schemaPath:"#/properties/signature/pattern",keyword:"pattern",params:{pattern: "^s[0-9]+-[0-9a-f]{16}$"},message:"must match pattern \""+"^s[0-9]+-[0-9a-f]{16}$"+"\""};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/signature",schemaPath:"#/properties/signature/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.by !== undefined){
let data1 = data.by;
if(typeof data1 === "string"){
if(data1.length > 100){
const err5 = {instancePath:instancePath+"/by",schemaPath:"#/properties/by/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data1.length < 1){
const err6 = {instancePath:instancePath+"/by",schemaPath:"#/properties/by/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/by",schemaPath:"#/properties/by/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.why !== undefined){
let data2 = data.why;
if(typeof data2 === "string"){
if(data2.length > 1000){
const err8 = {instancePath:instancePath+"/why",schemaPath:"#/properties/why/maxLength",keyword:"maxLength",params:{limit: 1000},message:"must NOT have more than 1000 characters"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data2.length < 1){
const err9 = {instancePath:instancePath+"/why",schemaPath:"#/properties/why/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/why",schemaPath:"#/properties/why/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
else {
const err11 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
validate61.errors = vErrors;
return errors === 0;
}
validate61.evaluated = {"props":{"signature":true,"by":true,"why":true},"dynamicProps":false,"dynamicItems":false};

const check11 = validate62;
const schema97 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"quiesce:/events/source-ended.v1.json","title":"SourceEnded","description":"A source will say no more for now: a file was read to its end, standard input was closed.","type":"object","required":["host","source","lines"],"properties":{"host":{"description":"Name of the machine in the fleet.","type":"string","minLength":1},"source":{"description":"As in lines-collected.","type":"string","minLength":1},"lines":{"description":"Number of its last line.","type":"integer","minimum":0}},"x-stream":"lines","x-key":"host"};

function validate62(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="quiesce:/events/source-ended.v1.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate62.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.host === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "host"},message:"must have required property '"+"host"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.source === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "source"},message:"must have required property '"+"source"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.lines === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "lines"},message:"must have required property '"+"lines"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.host !== undefined){
let data0 = data.host;
if(typeof data0 === "string"){
if(data0.length < 1){
const err3 = {instancePath:instancePath+"/host",schemaPath:"#/properties/host/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/host",schemaPath:"#/properties/host/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.source !== undefined){
let data1 = data.source;
if(typeof data1 === "string"){
if(data1.length < 1){
const err5 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.lines !== undefined){
let data2 = data.lines;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
const err7 = {instancePath:instancePath+"/lines",schemaPath:"#/properties/lines/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 0 || isNaN(data2)){
const err8 = {instancePath:instancePath+"/lines",schemaPath:"#/properties/lines/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
}
else {
const err9 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
validate62.errors = vErrors;
return errors === 0;
}
validate62.evaluated = {"props":{"host":true,"source":true,"lines":true},"dynamicProps":false,"dynamicItems":false};

const check12 = validate63;
const schema98 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"quiesce:/events/ticked.v1.json","title":"Ticked","description":"Time passed on a host though nothing was said.","type":"object","required":["host","at"],"properties":{"host":{"description":"Name of the machine in the fleet.","type":"string","minLength":1},"at":{"description":"Event time, RFC 3339.","type":"string","pattern":"^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)$"}},"x-stream":"lines","x-key":"host"};
const pattern16 = new RegExp("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)$", "");

function validate63(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="quiesce:/events/ticked.v1.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate63.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.host === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "host"},message:"must have required property '"+"host"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.at === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "at"},message:"must have required property '"+"at"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.host !== undefined){
let data0 = data.host;
if(typeof data0 === "string"){
if(data0.length < 1){
const err2 = {instancePath:instancePath+"/host",schemaPath:"#/properties/host/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/host",schemaPath:"#/properties/host/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.at !== undefined){
let data1 = data.at;
if(typeof data1 === "string"){
if(!pattern16.test(data1)){
const err4 = {instancePath:instancePath+"/at",schemaPath:"#/properties/at/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)$"},message:"must match pattern \""+"^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)$"+"\""};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/at",schemaPath:"#/properties/at/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
else {
const err6 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
validate63.errors = vErrors;
return errors === 0;
}
validate63.evaluated = {"props":{"host":true,"at":true},"dynamicProps":false,"dynamicItems":false};

const check13 = validate64;
const schema99 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"quiesce:/capture-head.v1.json","title":"CaptureHead","description":"First line of a capture (docs/capture.md); after it stand the events of each section, one a line, as the event log holds them.","type":"object","required":["schema","rules","anonymised","sections"],"properties":{"schema":{"const":"quiesce.capture/2"},"rules":{"description":"Version of the rules that judged.","type":"integer","minimum":1},"anonymised":{"description":"Were names and addresses replaced?","type":"boolean"},"sections":{"type":"array","minItems":1,"items":{"type":"object","required":["stream","events","sha256"],"properties":{"stream":{"enum":["lines","handoffs","signatures","alerts"]},"events":{"description":"Events of the stream, one a line.","type":"integer","minimum":1},"sha256":{"description":"Of these lines, each with its LF.","type":"string","pattern":"^[0-9a-f]{64}$"}}}}}};
const pattern17 = new RegExp("^[0-9a-f]{64}$", "");

function validate64(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="quiesce:/capture-head.v1.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate64.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.schema === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "schema"},message:"must have required property '"+"schema"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.rules === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "rules"},message:"must have required property '"+"rules"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.anonymised === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "anonymised"},message:"must have required property '"+"anonymised"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.sections === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "sections"},message:"must have required property '"+"sections"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.schema !== undefined){
if("quiesce.capture/2" !== data.schema){
const err4 = {instancePath:instancePath+"/schema",schemaPath:"#/properties/schema/const",keyword:"const",params:{allowedValue: "quiesce.capture/2"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.rules !== undefined){
let data1 = data.rules;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
const err5 = {instancePath:instancePath+"/rules",schemaPath:"#/properties/rules/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 < 1 || isNaN(data1)){
const err6 = {instancePath:instancePath+"/rules",schemaPath:"#/properties/rules/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
if(data.anonymised !== undefined){
if(typeof data.anonymised !== "boolean"){
const err7 = {instancePath:instancePath+"/anonymised",schemaPath:"#/properties/anonymised/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.sections !== undefined){
let data3 = data.sections;
if(Array.isArray(data3)){
if(data3.length < 1){
const err8 = {instancePath:instancePath+"/sections",schemaPath:"#/properties/sections/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
if(data4.stream === undefined){
const err9 = {instancePath:instancePath+"/sections/" + i0,schemaPath:"#/properties/sections/items/required",keyword:"required",params:{missingProperty: "stream"},message:"must have required property '"+"stream"+"'"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data4.events === undefined){
const err10 = {instancePath:instancePath+"/sections/" + i0,schemaPath:"#/properties/sections/items/required",keyword:"required",params:{missingProperty: "events"},message:"must have required property '"+"events"+"'"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data4.sha256 === undefined){
const err11 = {instancePath:instancePath+"/sections/" + i0,schemaPath:"#/properties/sections/items/required",keyword:"required",params:{missingProperty: "sha256"},message:"must have required property '"+"sha256"+"'"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data4.stream !== undefined){
let data5 = data4.stream;
if(!((((data5 === "lines") || (data5 === "handoffs")) || (data5 === "signatures")) || (data5 === "alerts"))){
const err12 = {instancePath:instancePath+"/sections/" + i0+"/stream",schemaPath:"#/properties/sections/items/properties/stream/enum",keyword:"enum",params:{allowedValues: schema99.properties.sections.items.properties.stream.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data4.events !== undefined){
let data6 = data4.events;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
const err13 = {instancePath:instancePath+"/sections/" + i0+"/events",schemaPath:"#/properties/sections/items/properties/events/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 < 1 || isNaN(data6)){
const err14 = {instancePath:instancePath+"/sections/" + i0+"/events",schemaPath:"#/properties/sections/items/properties/events/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
if(data4.sha256 !== undefined){
let data7 = data4.sha256;
if(typeof data7 === "string"){
if(!pattern17.test(data7)){
const err15 = {instancePath:instancePath+"/sections/" + i0+"/sha256",schemaPath:"#/properties/sections/items/properties/sha256/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{64}$"},message:"must match pattern \""+"^[0-9a-f]{64}$"+"\""};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/sections/" + i0+"/sha256",schemaPath:"#/properties/sections/items/properties/sha256/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
else {
const err17 = {instancePath:instancePath+"/sections/" + i0,schemaPath:"#/properties/sections/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
}
else {
const err18 = {instancePath:instancePath+"/sections",schemaPath:"#/properties/sections/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
validate64.errors = vErrors;
return errors === 0;
}
validate64.evaluated = {"props":{"schema":true,"rules":true,"anonymised":true,"sections":true},"dynamicProps":false,"dynamicItems":false};

const check14 = validate45;

const check15 = validate65;
const schema100 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"quiesce:/fact-line.v1.json","title":"FactLine","description":"One line of `quiesce facts --format ndjson`: a fact of a file.","type":"object","required":["family","kind","file","line","lines","boot","host","bdf","time","at","fields","fault","count","corrupted"],"properties":{"family":{"$ref":"fact.v1.json#/$defs/family"},"kind":{"$ref":"fact.v1.json#/$defs/kind"},"file":{"description":"File of the lines, as it was named on the command line.","type":"string"},"line":{"description":"1-based number, within the source, of the line that names the thing.","type":"integer","minimum":1},"lines":{"description":"All lines used, ascending.","type":"array","items":{"type":"integer","minimum":1}},"lastLine":{"description":"Last line of a folded run of equal facts; absent when the fact is one event.","type":"integer","minimum":1},"boot":{"description":"1-based number of the boot within the source that the line belongs to.","type":"integer","minimum":1},"host":{"description":"Host named by the line itself (syslog, journal).","type":["string","null"]},"bdf":{"description":"`dddd:bb:dd.f`, lower case.","type":["string","null"],"pattern":"^[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]$"},"time":{"description":"The kernel's own seconds.","type":["number","null"]},"at":{"description":"Wall-clock time, ISO 8601, where the form has one.","type":["string","null"]},"fields":{"$ref":"fact.v1.json#/$defs/fields"},"fault":{"description":"Evidence of something going wrong, as opposed to set-up, boundaries, bindings and recovery steps.","type":"boolean"},"count":{"description":"Lower bound of how often it happened.","type":"integer","minimum":1},"corrupted":{"description":"Why the evidence is damaged. Damaged evidence may confirm, never create.","type":["string","null"]}}};

function validate65(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="quiesce:/fact-line.v1.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate65.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.family === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "family"},message:"must have required property '"+"family"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.kind === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.file === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "file"},message:"must have required property '"+"file"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.line === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "line"},message:"must have required property '"+"line"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.lines === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "lines"},message:"must have required property '"+"lines"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.boot === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "boot"},message:"must have required property '"+"boot"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.host === undefined){
const err6 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "host"},message:"must have required property '"+"host"+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data.bdf === undefined){
const err7 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "bdf"},message:"must have required property '"+"bdf"+"'"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data.time === undefined){
const err8 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "time"},message:"must have required property '"+"time"+"'"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data.at === undefined){
const err9 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "at"},message:"must have required property '"+"at"+"'"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data.fields === undefined){
const err10 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "fields"},message:"must have required property '"+"fields"+"'"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data.fault === undefined){
const err11 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "fault"},message:"must have required property '"+"fault"+"'"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data.count === undefined){
const err12 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "count"},message:"must have required property '"+"count"+"'"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(data.corrupted === undefined){
const err13 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "corrupted"},message:"must have required property '"+"corrupted"+"'"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(data.family !== undefined){
let data0 = data.family;
if(typeof data0 !== "string"){
const err14 = {instancePath:instancePath+"/family",schemaPath:"fact.v1.json#/$defs/family/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(!(((((((((((((((data0 === "boundary") || (data0 === "dmar")) || (data0 === "amdvi")) || (data0 === "smmu")) || (data0 === "iommu")) || (data0 === "eeh")) || (data0 === "aer")) || (data0 === "dpc")) || (data0 === "ghes")) || (data0 === "driver")) || (data0 === "reset")) || (data0 === "irq")) || (data0 === "kho")) || (data0 === "power")) || (data0 === "memory"))){
const err15 = {instancePath:instancePath+"/family",schemaPath:"fact.v1.json#/$defs/family/enum",keyword:"enum",params:{allowedValues: schema77.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.kind !== undefined){
let data1 = data.kind;
if(typeof data1 !== "string"){
const err16 = {instancePath:instancePath+"/kind",schemaPath:"fact.v1.json#/$defs/kind/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(!((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((data1 === "boot-started") || (data1 === "boot-named")) || (data1 === "command-line")) || (data1 === "kexec-requested")) || (data1 === "reboot-requested")) || (data1 === "shutdown-started")) || (data1 === "kexec-started")) || (data1 === "kexec-jumped")) || (data1 === "crash-kexec-started")) || (data1 === "restarting")) || (data1 === "powered-down")) || (data1 === "panicked")) || (data1 === "oopsed")) || (data1 === "panic-ended")) || (data1 === "panic-reboot")) || (data1 === "crash-kernel-reserved")) || (data1 === "crash-kernel-unreserved")) || (data1 === "crash-kernel-loaded")) || (data1 === "kdump-sign")) || (data1 === "firmware-spoke")) || (data1 === "policy-declared")) || (data1 === "init-started")) || (data1 === "out-of-memory")) || (data1 === "hung-task")) || (data1 === "soft-lockup")) || (data1 === "lines-lost")) || (data1 === "callbacks-suppressed")) || (data1 === "line-unknown")) || (data1 === "source-damaged")) || (data1 === "fault-imitated")) || (data1 === "device-enumerated")) || (data1 === "bridge-window")) || (data1 === "dma-alias")) || (data1 === "driver-spoke")) || (data1 === "driver-claimed")) || (data1 === "device-named")) || (data1 === "device-enabled")) || (data1 === "bus-mastering")) || (data1 === "probe-failed")) || (data1 === "module-failed")) || (data1 === "device-failed")) || (data1 === "device-stalled")) || (data1 === "driver-unbound")) || (data1 === "device-removed")) || (data1 === "device-shutdown")) || (data1 === "shutdown-failed")) || (data1 === "slot-event")) || (data1 === "config-ignored")) || (data1 === "link-trained")) || (data1 === "iommu-fault")) || (data1 === "interrupt-fault")) || (data1 === "fault-status")) || (data1 === "invalidation-error")) || (data1 === "iommu-hung")) || (data1 === "iommu-detected")) || (data1 === "iommu-enabled")) || (data1 === "iommu-disabled")) || (data1 === "default-domain")) || (data1 === "translation-found")) || (data1 === "tables-copied")) || (data1 === "tables-discarded")) || (data1 === "interrupts-copied")) || (data1 === "interrupts-remapped")) || (data1 === "events-off")) || (data1 === "unit-segment")) || (data1 === "group-added")) || (data1 === "group-removed")) || (data1 === "identity-mapped")) || (data1 === "pe-frozen")) || (data1 === "phb-frozen")) || (data1 === "eeh-recovering")) || (data1 === "eeh-step")) || (data1 === "eeh-recovered")) || (data1 === "eeh-failed")) || (data1 === "pcie-error")) || (data1 === "port-contained")) || (data1 === "hardware-error")) || (data1 === "error-recovering")) || (data1 === "error-recovered")) || (data1 === "error-unrecovered")) || (data1 === "error-control")) || (data1 === "device-reset")) || (data1 === "reset-waiting")) || (data1 === "reset-failed")) || (data1 === "power-refused")) || (data1 === "memory-damaged")) || (data1 === "irq-unhandled")) || (data1 === "irq-trouble")) || (data1 === "kho-found")) || (data1 === "kho-problem"))){
const err17 = {instancePath:instancePath+"/kind",schemaPath:"fact.v1.json#/$defs/kind/enum",keyword:"enum",params:{allowedValues: schema78.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.file !== undefined){
if(typeof data.file !== "string"){
const err18 = {instancePath:instancePath+"/file",schemaPath:"#/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.line !== undefined){
let data3 = data.line;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
const err19 = {instancePath:instancePath+"/line",schemaPath:"#/properties/line/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 1 || isNaN(data3)){
const err20 = {instancePath:instancePath+"/line",schemaPath:"#/properties/line/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
if(data.lines !== undefined){
let data4 = data.lines;
if(Array.isArray(data4)){
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
let data5 = data4[i0];
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
const err21 = {instancePath:instancePath+"/lines/" + i0,schemaPath:"#/properties/lines/items/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 < 1 || isNaN(data5)){
const err22 = {instancePath:instancePath+"/lines/" + i0,schemaPath:"#/properties/lines/items/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
}
}
else {
const err23 = {instancePath:instancePath+"/lines",schemaPath:"#/properties/lines/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data.lastLine !== undefined){
let data6 = data.lastLine;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
const err24 = {instancePath:instancePath+"/lastLine",schemaPath:"#/properties/lastLine/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 < 1 || isNaN(data6)){
const err25 = {instancePath:instancePath+"/lastLine",schemaPath:"#/properties/lastLine/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
}
if(data.boot !== undefined){
let data7 = data.boot;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
const err26 = {instancePath:instancePath+"/boot",schemaPath:"#/properties/boot/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 < 1 || isNaN(data7)){
const err27 = {instancePath:instancePath+"/boot",schemaPath:"#/properties/boot/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
}
if(data.host !== undefined){
let data8 = data.host;
if((typeof data8 !== "string") && (data8 !== null)){
const err28 = {instancePath:instancePath+"/host",schemaPath:"#/properties/host/type",keyword:"type",params:{type: schema100.properties.host.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data.bdf !== undefined){
let data9 = data.bdf;
if((typeof data9 !== "string") && (data9 !== null)){
const err29 = {instancePath:instancePath+"/bdf",schemaPath:"#/properties/bdf/type",keyword:"type",params:{type: schema100.properties.bdf.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if(typeof data9 === "string"){
if(!pattern5.test(data9)){
const err30 = {instancePath:instancePath+"/bdf",schemaPath:"#/properties/bdf/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]$"},message:"must match pattern \""+"^[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]$"+"\""};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
if(data.time !== undefined){
let data10 = data.time;
if((!((typeof data10 == "number") && (isFinite(data10)))) && (data10 !== null)){
const err31 = {instancePath:instancePath+"/time",schemaPath:"#/properties/time/type",keyword:"type",params:{type: schema100.properties.time.type},message:"must be number,null"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data.at !== undefined){
let data11 = data.at;
if((typeof data11 !== "string") && (data11 !== null)){
const err32 = {instancePath:instancePath+"/at",schemaPath:"#/properties/at/type",keyword:"type",params:{type: schema100.properties.at.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data.fields !== undefined){
let data12 = data.fields;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
for(const key0 in data12){
let data13 = data12[key0];
const _errs32 = errors;
let valid7 = false;
const _errs33 = errors;
if((((typeof data13 !== "string") && (!((typeof data13 == "number") && (isFinite(data13))))) && (typeof data13 !== "boolean")) && (data13 !== null)){
const err33 = {instancePath:instancePath+"/fields/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"fact.v1.json#/$defs/fields/additionalProperties/anyOf/0/type",keyword:"type",params:{type: schema79.additionalProperties.anyOf[0].type},message:"must be string,number,boolean,null"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
var _valid0 = _errs33 === errors;
valid7 = valid7 || _valid0;
const _errs35 = errors;
if(Array.isArray(data13)){
const len1 = data13.length;
for(let i1=0; i1<len1; i1++){
if(typeof data13[i1] !== "string"){
const err34 = {instancePath:instancePath+"/fields/" + key0.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i1,schemaPath:"fact.v1.json#/$defs/fields/additionalProperties/anyOf/1/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
}
else {
const err35 = {instancePath:instancePath+"/fields/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"fact.v1.json#/$defs/fields/additionalProperties/anyOf/1/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
var _valid0 = _errs35 === errors;
valid7 = valid7 || _valid0;
if(!valid7){
const err36 = {instancePath:instancePath+"/fields/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"fact.v1.json#/$defs/fields/additionalProperties/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
else {
errors = _errs32;
if(vErrors !== null){
if(_errs32){
vErrors.length = _errs32;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err37 = {instancePath:instancePath+"/fields",schemaPath:"fact.v1.json#/$defs/fields/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data.fault !== undefined){
if(typeof data.fault !== "boolean"){
const err38 = {instancePath:instancePath+"/fault",schemaPath:"#/properties/fault/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data.count !== undefined){
let data16 = data.count;
if(!(((typeof data16 == "number") && (!(data16 % 1) && !isNaN(data16))) && (isFinite(data16)))){
const err39 = {instancePath:instancePath+"/count",schemaPath:"#/properties/count/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
if((typeof data16 == "number") && (isFinite(data16))){
if(data16 < 1 || isNaN(data16)){
const err40 = {instancePath:instancePath+"/count",schemaPath:"#/properties/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
}
if(data.corrupted !== undefined){
let data17 = data.corrupted;
if((typeof data17 !== "string") && (data17 !== null)){
const err41 = {instancePath:instancePath+"/corrupted",schemaPath:"#/properties/corrupted/type",keyword:"type",params:{type: schema100.properties.corrupted.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
}
else {
const err42 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
validate65.errors = vErrors;
return errors === 0;
}
validate65.evaluated = {"props":{"family":true,"kind":true,"file":true,"line":true,"lines":true,"lastLine":true,"boot":true,"host":true,"bdf":true,"time":true,"at":true,"fields":true,"fault":true,"count":true,"corrupted":true},"dynamicProps":false,"dynamicItems":false};

const check16 = validate22;
const schema33 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"quiesce:/report.v1.json","title":"Report","description":"What `quiesce analyze --format json` says about logs.","type":"object","required":["schema","files","boots","handoffs"],"properties":{"schema":{"const":"quiesce.report/1"},"files":{"type":"array","items":{"$ref":"#/$defs/fileReport"}},"boots":{"type":"array","items":{"$ref":"#/$defs/boot"}},"handoffs":{"type":"array","items":{"$ref":"#/$defs/handoff"}}},"$defs":{"verdict":{"title":"Verdict","description":"Outcome of a device handoff, worst first.","type":"string","enum":["lost","missing","frozen","probe-failed","dma-leak","recovered","faulted","unobserved","clean"]},"phase":{"title":"Phase","description":"Where in the handoff a moment lies for a device.","type":"string","enum":["running","teardown","jump","early","dormant","probing","claimed","settled"]},"handoffKind":{"title":"HandoffKind","description":"How a kernel was started: by which kind of handoff.","type":"string","enum":["kexec","kdump","liveupdate","firmware","unknown"]},"hostOutcome":{"title":"HostOutcome","description":"How the incoming kernel fared: `unknown` where the log does not tell.","type":"string","enum":["back","died","lost","firmware","unknown"]},"iommuMode":{"description":"`<vendor>-<mode>`; `off` no IOMMU, `unknown` nothing seen of it.","type":"string","minLength":1},"evidence":{"title":"Evidence","description":"A place in a raw log, with the kernel’s time there where it was told.","type":"object","required":["file","line"],"properties":{"file":{"type":"string"},"line":{"type":"integer","minimum":1},"time":{"description":"Kernel seconds in its own boot.","type":["number","null"]}}},"moment":{"title":"Moment","type":"object","required":["file","line","time"],"properties":{"file":{"type":"string"},"line":{"type":"integer","minimum":1},"time":{"description":"Kernel seconds in its own boot.","type":["number","null"]}}},"finding":{"title":"Finding","type":"object","required":["verdict","confidence","side","phase","family","kind","what","why","count","attribution","evidence"],"properties":{"verdict":{"$ref":"#/$defs/verdict"},"confidence":{"type":"string","enum":["certain","likely","possible"]},"side":{"description":"Did it happen in the outgoing kernel, before the jump? Such findings explain; they do not judge the handoff.","type":"string","enum":["outgoing","incoming"]},"phase":{"$ref":"#/$defs/phase"},"family":{"description":"Family of the fact it rests on; null for a finding of absence.","type":["string","null"]},"kind":{"description":"Kind of the fact it rests on; null for a finding of absence.","type":["string","null"]},"reason":{"description":"Class of the reason, free of addresses and numbers: part of the fingerprint.","type":["string","null"]},"access":{"type":["string","null"]},"what":{"type":"string"},"driver":{"description":"The driver that tried and failed, where the finding is of one.","type":["string","null"]},"why":{"type":"string"},"openReasons":{"description":"Explanations that the evidence leaves open, for a leak; those that it speaks for first.","type":"array","items":{"type":"string"}},"count":{"type":"integer","minimum":0},"atLeast":{"description":"Is the count a lower bound: did the kernel keep some from being told?","type":"boolean"},"first":{"description":"First of a storm.","anyOf":[{"$ref":"#/$defs/moment"},{"type":"null"}]},"last":{"description":"Last of a storm.","anyOf":[{"$ref":"#/$defs/moment"},{"type":"null"}]},"corrupted":{"description":"Why the evidence is damaged; it may confirm a signature, never create one.","type":["string","null"]},"attribution":{"description":"Rule by which the device was blamed, and the other candidates.","type":"object","required":["rule","candidates"],"properties":{"rule":{"type":"string"},"candidates":{"type":"array","items":{"type":"string"}}}},"evidence":{"type":"array","items":{"$ref":"#/$defs/evidence"}}}},"signature":{"title":"Signature","type":"object","required":["id","version","title","parts"],"properties":{"id":{"description":"`s`, the version, `-` and 16 hex digits of the SHA-256 of the fingerprint.","type":"string","pattern":"^s[0-9]+-[0-9a-f]{16}$"},"version":{"type":"integer","minimum":1},"title":{"type":"string"},"parts":{"description":"What went into the fingerprint, by name.","type":"object","additionalProperties":{"type":"string"}},"ids":{"description":"The fingerprint under every live version of the rules, oldest first: the oldest that a fleet knows is its name there.","type":"array","items":{"type":"object","required":["version","id"],"properties":{"version":{"type":"integer","minimum":1},"id":{"type":"string","pattern":"^s[0-9]+-[0-9a-f]{16}$"}}}},"family":{"description":"The same failure whatever driver and device show it.","type":"object","required":["id","title"],"properties":{"id":{"type":"string","pattern":"^f[0-9]+-[0-9a-f]{16}$"},"title":{"type":"string"}}},"corrupted":{"description":"Why its evidence is damaged: such a one confirms, and creates nothing.","type":["string","null"]}}},"phaseSpan":{"title":"PhaseSpan","type":"object","required":["phase","from","to"],"properties":{"phase":{"$ref":"#/$defs/phase"},"from":{"anyOf":[{"$ref":"#/$defs/moment"},{"type":"null"}]},"to":{"anyOf":[{"$ref":"#/$defs/moment"},{"type":"null"}]}}},"deviceHandoff":{"title":"DeviceHandoff","description":"One device through one handoff: the unit that gets a verdict.","type":"object","required":["bdf","id","driverBefore","driverAfter","verdict","policy","declared","teardown","iommu","iommuGroup","findings","signature","phases"],"properties":{"bdf":{"description":"`dddd:bb:dd.f`, lower case.","type":"string","pattern":"^[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]$"},"id":{"description":"`vendor:device`, four hex digits each.","type":["string","null"]},"driverBefore":{"type":["string","null"]},"driverAfter":{"type":["string","null"]},"verdict":{"$ref":"#/$defs/verdict"},"policy":{"description":"Label of the teardown policy.","type":"string"},"declared":{"description":"The policy that the host declared for it.","type":["string","null"]},"teardown":{"$ref":"#/$defs/teardown"},"iommu":{"$ref":"#/$defs/iommuMode"},"iommuSpans":{"type":"array","items":{"$ref":"#/$defs/iommuSpan"}},"iommuGroup":{"type":["integer","null"],"minimum":0},"findings":{"type":"array","items":{"$ref":"#/$defs/finding"}},"signature":{"anyOf":[{"$ref":"#/$defs/signature"},{"type":"null"}]},"knownFailures":{"type":"array","items":{"$ref":"#/$defs/knownFailure"}},"phases":{"type":"array","items":{"$ref":"#/$defs/phaseSpan"}}}},"observability":{"title":"Observability","type":"object","required":["fromStart","linesLost","suppressed","damaged"],"properties":{"fromStart":{"description":"Does the incoming log begin at its first line?","type":"boolean"},"linesLost":{"type":"integer","minimum":0},"linesHidden":{"description":"Numbers of records that are not in a source which shows none of level debug: its console may have kept them.","type":"integer","minimum":0},"suppressed":{"type":"integer","minimum":0},"faultsSuppressed":{"description":"Of those suppressed, reports of IOMMU faults.","type":"integer","minimum":0},"damaged":{"type":"array","items":{"type":"string"}},"consoleLevel":{"description":"Console log level that the incoming command line asks for; null where unknown or ignored.","type":["integer","null"],"minimum":0}}},"unknownLine":{"title":"UnknownLine","description":"Equal lines of level warning or worse that no table row knows: a queue for people to review.","type":"object","required":["id","side","masked","level","count","first","last"],"properties":{"id":{"description":"u- and 16 hex digits of the masked text's SHA-256.","type":"string"},"side":{"enum":["teardown","start"]},"masked":{"type":"string"},"level":{"description":"syslog level; null where the form prints none and a word of trouble told.","type":["integer","null"],"minimum":0,"maximum":7},"count":{"type":"integer","minimum":1},"first":{"$ref":"#/$defs/moment"},"last":{"$ref":"#/$defs/moment"}}},"handoff":{"title":"Handoff","description":"The transition from an outgoing boot to the next, incoming boot.","type":"object","required":["id","version","host","kind","asked","from","to","complete","outcome","kernels","policy","iommu","observability","events","devices","unknownLines","unknownBeyond"],"properties":{"id":{"type":"string","minLength":1},"version":{"description":"Number of accounts of its two boots that it rests on: each further source, however late, makes a newer version.","type":"integer","minimum":1},"host":{"type":"string"},"kind":{"$ref":"#/$defs/handoffKind"},"asked":{"description":"What the outgoing system asked for, whatever came of it.","enum":["kexec","firmware",null]},"from":{"description":"Outgoing boot.","type":["string","null"]},"to":{"description":"Incoming boot.","type":["string","null"]},"complete":{"type":"boolean"},"outcome":{"$ref":"#/$defs/hostOutcome"},"kernels":{"description":"Outgoing and incoming kernel release.","type":"object","required":["from","to"],"properties":{"from":{"type":["string","null"]},"to":{"type":["string","null"]}}},"policy":{"description":"Teardown policy.","type":"object","required":["label","declared","inferred","contradictions"],"properties":{"label":{"type":"string"},"declared":{"description":"What the host wrote down before the jump (docs/marker.md).","type":["string","null"]},"inferred":{"type":"array","items":{"type":"string"}},"contradictions":{"type":"array","items":{"$ref":"#/$defs/contradiction"}}}},"iommu":{"type":"object","required":["from","to"],"properties":{"from":{"$ref":"#/$defs/iommuMode"},"to":{"$ref":"#/$defs/iommuMode"}}},"observability":{"$ref":"#/$defs/observability"},"events":{"description":"Host-level moments: panic, jump, first line, end.","type":"array","items":{"type":"object","required":["what","at"],"properties":{"what":{"type":"string"},"at":{"$ref":"#/$defs/moment"}}}},"symptoms":{"description":"Trouble that names no device.","type":"array","items":{"$ref":"#/$defs/symptom"}},"strays":{"description":"Faults under an id that no function has.","type":"array","items":{"$ref":"#/$defs/finding"}},"devices":{"description":"Worst verdict first, then by BDF.","type":"array","items":{"$ref":"#/$defs/deviceHandoff"}},"unknownLines":{"type":"array","items":{"$ref":"#/$defs/unknownLine"}},"unknownBeyond":{"description":"Lines of more different texts than are counted one by one; 0 where the budget was not spent.","type":"integer","minimum":0}}},"boot":{"title":"Boot","description":"One life of one kernel on a host.","type":"object","required":["id","host","file","firstLine","lastLine","sources","kernel","commandLine","kind","kexecCount","end"],"properties":{"id":{"type":"string","minLength":1},"host":{"type":"string"},"file":{"type":"string"},"firstLine":{"type":"integer","minimum":1},"lastLine":{"type":"integer","minimum":1},"sources":{"description":"Every source that told of this boot, the one that names it first.","type":"array","items":{"$ref":"#/$defs/account"}},"kernel":{"description":"Kernel release.","type":["string","null"]},"commandLine":{"type":["string","null"]},"kind":{"$ref":"#/$defs/handoffKind"},"kexecCount":{"description":"Kexecs since the last boot that firmware started, this one counted; null where the log does not tell.","type":["integer","null"],"minimum":0},"end":{"title":"BootEnd","type":"string","enum":["kexec","panic","crash-kexec","restart","power-down","shutdown","open"]}}},"fileReport":{"title":"FileReport","type":"object","required":["file","lines","form","unparsed","gaps","problems"],"properties":{"file":{"type":"string"},"lines":{"type":"integer","minimum":0},"form":{"type":"string"},"unparsed":{"description":"Lines that no form explains (binary, torn).","type":"integer","minimum":0},"gaps":{"type":"integer","minimum":0},"problems":{"type":"array","items":{"type":"string"}}}},"account":{"title":"Account","description":"What one source holds of a boot.","type":"object","required":["file","firstLine","lastLine"],"properties":{"file":{"type":"string"},"firstLine":{"type":"integer","minimum":1},"lastLine":{"type":"integer","minimum":1}}},"contradiction":{"title":"Contradiction","description":"A declared policy and what the log shows do not fit.","type":"object","required":["bdf","declared","step","what","evidence"],"properties":{"bdf":{"description":"Null where it is the host's.","type":["string","null"]},"declared":{"type":"string"},"step":{"description":"The declared step that the evidence speaks against.","type":"string"},"what":{"type":"string"},"evidence":{"type":"array","items":{"$ref":"#/$defs/evidence"}}}},"iommuSpan":{"title":"IommuSpan","description":"What stood over a device in the incoming kernel, from when to when.","type":"object","required":["mode","from","to"],"properties":{"mode":{"$ref":"#/$defs/iommuMode"},"from":{"anyOf":[{"$ref":"#/$defs/moment"},{"type":"null"}]},"to":{"anyOf":[{"$ref":"#/$defs/moment"},{"type":"null"}]}}},"knownFailure":{"title":"KnownFailureMatch","description":"A failure documented in public that fits what was found.","type":"object","required":["id","title","explanation","workaround","fix","fixed","sources"],"properties":{"id":{"type":"string","minLength":1},"title":{"type":"string"},"explanation":{"type":"string"},"workaround":{"type":["string","null"]},"fix":{"description":"Commit and first mainline version that hold the fix.","anyOf":[{"type":"null"},{"type":"object","required":["commit","since"],"properties":{"commit":{"type":["string","null"]},"since":{"type":["string","null"]}}}]},"fixed":{"description":"Does the kernel in question hold the fix by its version? Distributions carry fixes that versions do not tell.","enum":["no","yes","unknown"]},"sources":{"type":"array","items":{"type":"string"}}}},"symptom":{"title":"Symptom","description":"Trouble early in the incoming kernel that names no device: a leak may have done it, and no line says so.","type":"object","required":["what","confidence","why","at","candidates"],"properties":{"of":{"description":"What there was trouble with; memory where it is not told.","enum":["memory","bus","interrupt-line","interrupt-vector","interrupt-controller"]},"what":{"type":"string"},"confidence":{"type":"string","enum":["certain","likely","possible"]},"why":{"type":"string"},"at":{"$ref":"#/$defs/moment"},"candidates":{"type":"array","items":{"type":"string"}}}},"teardown":{"title":"Teardown","description":"How a device's teardown went, as far as the log tells.","type":"object","required":["shutdownRan","secondsAtMost","failed","leftIn","resets"],"properties":{"shutdownRan":{"description":"Was a callback of its driver seen to run?","type":"boolean"},"secondsAtMost":{"type":["number","null"],"minimum":0},"failed":{"description":"How its callback failed.","type":["string","null"]},"leftIn":{"description":"Power state that it could not be brought out of in the incoming kernel.","type":["string","null"]},"resets":{"type":"array","items":{"type":"object","required":["method","ok"],"properties":{"method":{"type":"string"},"ok":{"type":"boolean"}}}}}}}};
const schema34 = {"title":"FileReport","type":"object","required":["file","lines","form","unparsed","gaps","problems"],"properties":{"file":{"type":"string"},"lines":{"type":"integer","minimum":0},"form":{"type":"string"},"unparsed":{"description":"Lines that no form explains (binary, torn).","type":"integer","minimum":0},"gaps":{"type":"integer","minimum":0},"problems":{"type":"array","items":{"type":"string"}}}};

function validate23(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate23.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.id === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.host === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "host"},message:"must have required property '"+"host"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.file === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "file"},message:"must have required property '"+"file"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.firstLine === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "firstLine"},message:"must have required property '"+"firstLine"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.lastLine === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "lastLine"},message:"must have required property '"+"lastLine"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.sources === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "sources"},message:"must have required property '"+"sources"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.kernel === undefined){
const err6 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "kernel"},message:"must have required property '"+"kernel"+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data.commandLine === undefined){
const err7 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "commandLine"},message:"must have required property '"+"commandLine"+"'"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data.kind === undefined){
const err8 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data.kexecCount === undefined){
const err9 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "kexecCount"},message:"must have required property '"+"kexecCount"+"'"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data.end === undefined){
const err10 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "end"},message:"must have required property '"+"end"+"'"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data.id !== undefined){
let data0 = data.id;
if(typeof data0 === "string"){
if(data0.length < 1){
const err11 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.host !== undefined){
if(typeof data.host !== "string"){
const err13 = {instancePath:instancePath+"/host",schemaPath:"#/properties/host/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.file !== undefined){
if(typeof data.file !== "string"){
const err14 = {instancePath:instancePath+"/file",schemaPath:"#/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.firstLine !== undefined){
let data3 = data.firstLine;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
const err15 = {instancePath:instancePath+"/firstLine",schemaPath:"#/properties/firstLine/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 1 || isNaN(data3)){
const err16 = {instancePath:instancePath+"/firstLine",schemaPath:"#/properties/firstLine/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
if(data.lastLine !== undefined){
let data4 = data.lastLine;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
const err17 = {instancePath:instancePath+"/lastLine",schemaPath:"#/properties/lastLine/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 < 1 || isNaN(data4)){
const err18 = {instancePath:instancePath+"/lastLine",schemaPath:"#/properties/lastLine/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
if(data.sources !== undefined){
let data5 = data.sources;
if(Array.isArray(data5)){
const len0 = data5.length;
for(let i0=0; i0<len0; i0++){
let data6 = data5[i0];
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(data6.file === undefined){
const err19 = {instancePath:instancePath+"/sources/" + i0,schemaPath:"#/$defs/account/required",keyword:"required",params:{missingProperty: "file"},message:"must have required property '"+"file"+"'"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(data6.firstLine === undefined){
const err20 = {instancePath:instancePath+"/sources/" + i0,schemaPath:"#/$defs/account/required",keyword:"required",params:{missingProperty: "firstLine"},message:"must have required property '"+"firstLine"+"'"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if(data6.lastLine === undefined){
const err21 = {instancePath:instancePath+"/sources/" + i0,schemaPath:"#/$defs/account/required",keyword:"required",params:{missingProperty: "lastLine"},message:"must have required property '"+"lastLine"+"'"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(data6.file !== undefined){
if(typeof data6.file !== "string"){
const err22 = {instancePath:instancePath+"/sources/" + i0+"/file",schemaPath:"#/$defs/account/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data6.firstLine !== undefined){
let data8 = data6.firstLine;
if(!(((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8))) && (isFinite(data8)))){
const err23 = {instancePath:instancePath+"/sources/" + i0+"/firstLine",schemaPath:"#/$defs/account/properties/firstLine/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 < 1 || isNaN(data8)){
const err24 = {instancePath:instancePath+"/sources/" + i0+"/firstLine",schemaPath:"#/$defs/account/properties/firstLine/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
}
if(data6.lastLine !== undefined){
let data9 = data6.lastLine;
if(!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))){
const err25 = {instancePath:instancePath+"/sources/" + i0+"/lastLine",schemaPath:"#/$defs/account/properties/lastLine/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 < 1 || isNaN(data9)){
const err26 = {instancePath:instancePath+"/sources/" + i0+"/lastLine",schemaPath:"#/$defs/account/properties/lastLine/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
}
}
else {
const err27 = {instancePath:instancePath+"/sources/" + i0,schemaPath:"#/$defs/account/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
}
else {
const err28 = {instancePath:instancePath+"/sources",schemaPath:"#/properties/sources/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data.kernel !== undefined){
let data10 = data.kernel;
if((typeof data10 !== "string") && (data10 !== null)){
const err29 = {instancePath:instancePath+"/kernel",schemaPath:"#/properties/kernel/type",keyword:"type",params:{type: schema35.properties.kernel.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data.commandLine !== undefined){
let data11 = data.commandLine;
if((typeof data11 !== "string") && (data11 !== null)){
const err30 = {instancePath:instancePath+"/commandLine",schemaPath:"#/properties/commandLine/type",keyword:"type",params:{type: schema35.properties.commandLine.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data.kind !== undefined){
let data12 = data.kind;
if(typeof data12 !== "string"){
const err31 = {instancePath:instancePath+"/kind",schemaPath:"#/$defs/handoffKind/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if(!(((((data12 === "kexec") || (data12 === "kdump")) || (data12 === "liveupdate")) || (data12 === "firmware")) || (data12 === "unknown"))){
const err32 = {instancePath:instancePath+"/kind",schemaPath:"#/$defs/handoffKind/enum",keyword:"enum",params:{allowedValues: schema37.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data.kexecCount !== undefined){
let data13 = data.kexecCount;
if((!(((typeof data13 == "number") && (!(data13 % 1) && !isNaN(data13))) && (isFinite(data13)))) && (data13 !== null)){
const err33 = {instancePath:instancePath+"/kexecCount",schemaPath:"#/properties/kexecCount/type",keyword:"type",params:{type: schema35.properties.kexecCount.type},message:"must be integer,null"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
if((typeof data13 == "number") && (isFinite(data13))){
if(data13 < 0 || isNaN(data13)){
const err34 = {instancePath:instancePath+"/kexecCount",schemaPath:"#/properties/kexecCount/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
}
if(data.end !== undefined){
let data14 = data.end;
if(typeof data14 !== "string"){
const err35 = {instancePath:instancePath+"/end",schemaPath:"#/properties/end/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if(!(((((((data14 === "kexec") || (data14 === "panic")) || (data14 === "crash-kexec")) || (data14 === "restart")) || (data14 === "power-down")) || (data14 === "shutdown")) || (data14 === "open"))){
const err36 = {instancePath:instancePath+"/end",schemaPath:"#/properties/end/enum",keyword:"enum",params:{allowedValues: schema35.properties.end.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
}
else {
const err37 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
validate23.errors = vErrors;
return errors === 0;
}
validate23.evaluated = {"props":{"id":true,"host":true,"file":true,"firstLine":true,"lastLine":true,"sources":true,"kernel":true,"commandLine":true,"kind":true,"kexecCount":true,"end":true},"dynamicProps":false,"dynamicItems":false};


function validate25(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate25.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.id === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.version === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "version"},message:"must have required property '"+"version"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.host === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "host"},message:"must have required property '"+"host"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.kind === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.asked === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "asked"},message:"must have required property '"+"asked"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.from === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "from"},message:"must have required property '"+"from"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.to === undefined){
const err6 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "to"},message:"must have required property '"+"to"+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data.complete === undefined){
const err7 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "complete"},message:"must have required property '"+"complete"+"'"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data.outcome === undefined){
const err8 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "outcome"},message:"must have required property '"+"outcome"+"'"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data.kernels === undefined){
const err9 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "kernels"},message:"must have required property '"+"kernels"+"'"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data.policy === undefined){
const err10 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "policy"},message:"must have required property '"+"policy"+"'"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data.iommu === undefined){
const err11 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "iommu"},message:"must have required property '"+"iommu"+"'"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data.observability === undefined){
const err12 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "observability"},message:"must have required property '"+"observability"+"'"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(data.events === undefined){
const err13 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "events"},message:"must have required property '"+"events"+"'"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(data.devices === undefined){
const err14 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "devices"},message:"must have required property '"+"devices"+"'"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(data.unknownLines === undefined){
const err15 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "unknownLines"},message:"must have required property '"+"unknownLines"+"'"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data.unknownBeyond === undefined){
const err16 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "unknownBeyond"},message:"must have required property '"+"unknownBeyond"+"'"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(data.id !== undefined){
let data0 = data.id;
if(typeof data0 === "string"){
if(data0.length < 1){
const err17 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.version !== undefined){
let data1 = data.version;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
const err19 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 < 1 || isNaN(data1)){
const err20 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
if(data.host !== undefined){
if(typeof data.host !== "string"){
const err21 = {instancePath:instancePath+"/host",schemaPath:"#/properties/host/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.kind !== undefined){
let data3 = data.kind;
if(typeof data3 !== "string"){
const err22 = {instancePath:instancePath+"/kind",schemaPath:"#/$defs/handoffKind/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(!(((((data3 === "kexec") || (data3 === "kdump")) || (data3 === "liveupdate")) || (data3 === "firmware")) || (data3 === "unknown"))){
const err23 = {instancePath:instancePath+"/kind",schemaPath:"#/$defs/handoffKind/enum",keyword:"enum",params:{allowedValues: schema37.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data.asked !== undefined){
let data4 = data.asked;
if(!(((data4 === "kexec") || (data4 === "firmware")) || (data4 === null))){
const err24 = {instancePath:instancePath+"/asked",schemaPath:"#/properties/asked/enum",keyword:"enum",params:{allowedValues: schema38.properties.asked.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data.from !== undefined){
let data5 = data.from;
if((typeof data5 !== "string") && (data5 !== null)){
const err25 = {instancePath:instancePath+"/from",schemaPath:"#/properties/from/type",keyword:"type",params:{type: schema38.properties.from.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data.to !== undefined){
let data6 = data.to;
if((typeof data6 !== "string") && (data6 !== null)){
const err26 = {instancePath:instancePath+"/to",schemaPath:"#/properties/to/type",keyword:"type",params:{type: schema38.properties.to.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data.complete !== undefined){
if(typeof data.complete !== "boolean"){
const err27 = {instancePath:instancePath+"/complete",schemaPath:"#/properties/complete/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data.outcome !== undefined){
let data8 = data.outcome;
if(typeof data8 !== "string"){
const err28 = {instancePath:instancePath+"/outcome",schemaPath:"#/$defs/hostOutcome/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
if(!(((((data8 === "back") || (data8 === "died")) || (data8 === "lost")) || (data8 === "firmware")) || (data8 === "unknown"))){
const err29 = {instancePath:instancePath+"/outcome",schemaPath:"#/$defs/hostOutcome/enum",keyword:"enum",params:{allowedValues: schema40.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data.kernels !== undefined){
let data9 = data.kernels;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(data9.from === undefined){
const err30 = {instancePath:instancePath+"/kernels",schemaPath:"#/properties/kernels/required",keyword:"required",params:{missingProperty: "from"},message:"must have required property '"+"from"+"'"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if(data9.to === undefined){
const err31 = {instancePath:instancePath+"/kernels",schemaPath:"#/properties/kernels/required",keyword:"required",params:{missingProperty: "to"},message:"must have required property '"+"to"+"'"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if(data9.from !== undefined){
let data10 = data9.from;
if((typeof data10 !== "string") && (data10 !== null)){
const err32 = {instancePath:instancePath+"/kernels/from",schemaPath:"#/properties/kernels/properties/from/type",keyword:"type",params:{type: schema38.properties.kernels.properties.from.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data9.to !== undefined){
let data11 = data9.to;
if((typeof data11 !== "string") && (data11 !== null)){
const err33 = {instancePath:instancePath+"/kernels/to",schemaPath:"#/properties/kernels/properties/to/type",keyword:"type",params:{type: schema38.properties.kernels.properties.to.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
else {
const err34 = {instancePath:instancePath+"/kernels",schemaPath:"#/properties/kernels/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data.policy !== undefined){
let data12 = data.policy;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
if(data12.label === undefined){
const err35 = {instancePath:instancePath+"/policy",schemaPath:"#/properties/policy/required",keyword:"required",params:{missingProperty: "label"},message:"must have required property '"+"label"+"'"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if(data12.declared === undefined){
const err36 = {instancePath:instancePath+"/policy",schemaPath:"#/properties/policy/required",keyword:"required",params:{missingProperty: "declared"},message:"must have required property '"+"declared"+"'"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if(data12.inferred === undefined){
const err37 = {instancePath:instancePath+"/policy",schemaPath:"#/properties/policy/required",keyword:"required",params:{missingProperty: "inferred"},message:"must have required property '"+"inferred"+"'"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
if(data12.contradictions === undefined){
const err38 = {instancePath:instancePath+"/policy",schemaPath:"#/properties/policy/required",keyword:"required",params:{missingProperty: "contradictions"},message:"must have required property '"+"contradictions"+"'"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if(data12.label !== undefined){
if(typeof data12.label !== "string"){
const err39 = {instancePath:instancePath+"/policy/label",schemaPath:"#/properties/policy/properties/label/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data12.declared !== undefined){
let data14 = data12.declared;
if((typeof data14 !== "string") && (data14 !== null)){
const err40 = {instancePath:instancePath+"/policy/declared",schemaPath:"#/properties/policy/properties/declared/type",keyword:"type",params:{type: schema38.properties.policy.properties.declared.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data12.inferred !== undefined){
let data15 = data12.inferred;
if(Array.isArray(data15)){
const len0 = data15.length;
for(let i0=0; i0<len0; i0++){
if(typeof data15[i0] !== "string"){
const err41 = {instancePath:instancePath+"/policy/inferred/" + i0,schemaPath:"#/properties/policy/properties/inferred/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
}
else {
const err42 = {instancePath:instancePath+"/policy/inferred",schemaPath:"#/properties/policy/properties/inferred/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data12.contradictions !== undefined){
let data17 = data12.contradictions;
if(Array.isArray(data17)){
const len1 = data17.length;
for(let i1=0; i1<len1; i1++){
if(!(validate26(data17[i1], {instancePath:instancePath+"/policy/contradictions/" + i1,parentData:data17,parentDataProperty:i1,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate26.errors : vErrors.concat(validate26.errors);
errors = vErrors.length;
}
}
}
else {
const err43 = {instancePath:instancePath+"/policy/contradictions",schemaPath:"#/properties/policy/properties/contradictions/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
}
else {
const err44 = {instancePath:instancePath+"/policy",schemaPath:"#/properties/policy/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data.iommu !== undefined){
let data19 = data.iommu;
if(data19 && typeof data19 == "object" && !Array.isArray(data19)){
if(data19.from === undefined){
const err45 = {instancePath:instancePath+"/iommu",schemaPath:"#/properties/iommu/required",keyword:"required",params:{missingProperty: "from"},message:"must have required property '"+"from"+"'"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
if(data19.to === undefined){
const err46 = {instancePath:instancePath+"/iommu",schemaPath:"#/properties/iommu/required",keyword:"required",params:{missingProperty: "to"},message:"must have required property '"+"to"+"'"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
if(data19.from !== undefined){
let data20 = data19.from;
if(typeof data20 === "string"){
if(data20.length < 1){
const err47 = {instancePath:instancePath+"/iommu/from",schemaPath:"#/$defs/iommuMode/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
else {
const err48 = {instancePath:instancePath+"/iommu/from",schemaPath:"#/$defs/iommuMode/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
if(data19.to !== undefined){
let data21 = data19.to;
if(typeof data21 === "string"){
if(data21.length < 1){
const err49 = {instancePath:instancePath+"/iommu/to",schemaPath:"#/$defs/iommuMode/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
else {
const err50 = {instancePath:instancePath+"/iommu/to",schemaPath:"#/$defs/iommuMode/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
}
else {
const err51 = {instancePath:instancePath+"/iommu",schemaPath:"#/properties/iommu/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data.observability !== undefined){
let data22 = data.observability;
if(data22 && typeof data22 == "object" && !Array.isArray(data22)){
if(data22.fromStart === undefined){
const err52 = {instancePath:instancePath+"/observability",schemaPath:"#/$defs/observability/required",keyword:"required",params:{missingProperty: "fromStart"},message:"must have required property '"+"fromStart"+"'"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
if(data22.linesLost === undefined){
const err53 = {instancePath:instancePath+"/observability",schemaPath:"#/$defs/observability/required",keyword:"required",params:{missingProperty: "linesLost"},message:"must have required property '"+"linesLost"+"'"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
if(data22.suppressed === undefined){
const err54 = {instancePath:instancePath+"/observability",schemaPath:"#/$defs/observability/required",keyword:"required",params:{missingProperty: "suppressed"},message:"must have required property '"+"suppressed"+"'"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
if(data22.damaged === undefined){
const err55 = {instancePath:instancePath+"/observability",schemaPath:"#/$defs/observability/required",keyword:"required",params:{missingProperty: "damaged"},message:"must have required property '"+"damaged"+"'"};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
if(data22.fromStart !== undefined){
if(typeof data22.fromStart !== "boolean"){
const err56 = {instancePath:instancePath+"/observability/fromStart",schemaPath:"#/$defs/observability/properties/fromStart/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
if(data22.linesLost !== undefined){
let data24 = data22.linesLost;
if(!(((typeof data24 == "number") && (!(data24 % 1) && !isNaN(data24))) && (isFinite(data24)))){
const err57 = {instancePath:instancePath+"/observability/linesLost",schemaPath:"#/$defs/observability/properties/linesLost/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
if((typeof data24 == "number") && (isFinite(data24))){
if(data24 < 0 || isNaN(data24)){
const err58 = {instancePath:instancePath+"/observability/linesLost",schemaPath:"#/$defs/observability/properties/linesLost/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
}
if(data22.linesHidden !== undefined){
let data25 = data22.linesHidden;
if(!(((typeof data25 == "number") && (!(data25 % 1) && !isNaN(data25))) && (isFinite(data25)))){
const err59 = {instancePath:instancePath+"/observability/linesHidden",schemaPath:"#/$defs/observability/properties/linesHidden/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
if((typeof data25 == "number") && (isFinite(data25))){
if(data25 < 0 || isNaN(data25)){
const err60 = {instancePath:instancePath+"/observability/linesHidden",schemaPath:"#/$defs/observability/properties/linesHidden/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
}
if(data22.suppressed !== undefined){
let data26 = data22.suppressed;
if(!(((typeof data26 == "number") && (!(data26 % 1) && !isNaN(data26))) && (isFinite(data26)))){
const err61 = {instancePath:instancePath+"/observability/suppressed",schemaPath:"#/$defs/observability/properties/suppressed/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
if((typeof data26 == "number") && (isFinite(data26))){
if(data26 < 0 || isNaN(data26)){
const err62 = {instancePath:instancePath+"/observability/suppressed",schemaPath:"#/$defs/observability/properties/suppressed/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
}
if(data22.faultsSuppressed !== undefined){
let data27 = data22.faultsSuppressed;
if(!(((typeof data27 == "number") && (!(data27 % 1) && !isNaN(data27))) && (isFinite(data27)))){
const err63 = {instancePath:instancePath+"/observability/faultsSuppressed",schemaPath:"#/$defs/observability/properties/faultsSuppressed/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
if((typeof data27 == "number") && (isFinite(data27))){
if(data27 < 0 || isNaN(data27)){
const err64 = {instancePath:instancePath+"/observability/faultsSuppressed",schemaPath:"#/$defs/observability/properties/faultsSuppressed/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
}
if(data22.damaged !== undefined){
let data28 = data22.damaged;
if(Array.isArray(data28)){
const len2 = data28.length;
for(let i2=0; i2<len2; i2++){
if(typeof data28[i2] !== "string"){
const err65 = {instancePath:instancePath+"/observability/damaged/" + i2,schemaPath:"#/$defs/observability/properties/damaged/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
}
else {
const err66 = {instancePath:instancePath+"/observability/damaged",schemaPath:"#/$defs/observability/properties/damaged/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
if(data22.consoleLevel !== undefined){
let data30 = data22.consoleLevel;
if((!(((typeof data30 == "number") && (!(data30 % 1) && !isNaN(data30))) && (isFinite(data30)))) && (data30 !== null)){
const err67 = {instancePath:instancePath+"/observability/consoleLevel",schemaPath:"#/$defs/observability/properties/consoleLevel/type",keyword:"type",params:{type: schema45.properties.consoleLevel.type},message:"must be integer,null"};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
if((typeof data30 == "number") && (isFinite(data30))){
if(data30 < 0 || isNaN(data30)){
const err68 = {instancePath:instancePath+"/observability/consoleLevel",schemaPath:"#/$defs/observability/properties/consoleLevel/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
}
}
else {
const err69 = {instancePath:instancePath+"/observability",schemaPath:"#/$defs/observability/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
if(data.events !== undefined){
let data31 = data.events;
if(Array.isArray(data31)){
const len3 = data31.length;
for(let i3=0; i3<len3; i3++){
let data32 = data31[i3];
if(data32 && typeof data32 == "object" && !Array.isArray(data32)){
if(data32.what === undefined){
const err70 = {instancePath:instancePath+"/events/" + i3,schemaPath:"#/properties/events/items/required",keyword:"required",params:{missingProperty: "what"},message:"must have required property '"+"what"+"'"};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
if(data32.at === undefined){
const err71 = {instancePath:instancePath+"/events/" + i3,schemaPath:"#/properties/events/items/required",keyword:"required",params:{missingProperty: "at"},message:"must have required property '"+"at"+"'"};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
if(data32.what !== undefined){
if(typeof data32.what !== "string"){
const err72 = {instancePath:instancePath+"/events/" + i3+"/what",schemaPath:"#/properties/events/items/properties/what/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
if(data32.at !== undefined){
let data34 = data32.at;
if(data34 && typeof data34 == "object" && !Array.isArray(data34)){
if(data34.file === undefined){
const err73 = {instancePath:instancePath+"/events/" + i3+"/at",schemaPath:"#/$defs/moment/required",keyword:"required",params:{missingProperty: "file"},message:"must have required property '"+"file"+"'"};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
if(data34.line === undefined){
const err74 = {instancePath:instancePath+"/events/" + i3+"/at",schemaPath:"#/$defs/moment/required",keyword:"required",params:{missingProperty: "line"},message:"must have required property '"+"line"+"'"};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
if(data34.time === undefined){
const err75 = {instancePath:instancePath+"/events/" + i3+"/at",schemaPath:"#/$defs/moment/required",keyword:"required",params:{missingProperty: "time"},message:"must have required property '"+"time"+"'"};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
if(data34.file !== undefined){
if(typeof data34.file !== "string"){
const err76 = {instancePath:instancePath+"/events/" + i3+"/at/file",schemaPath:"#/$defs/moment/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
if(data34.line !== undefined){
let data36 = data34.line;
if(!(((typeof data36 == "number") && (!(data36 % 1) && !isNaN(data36))) && (isFinite(data36)))){
const err77 = {instancePath:instancePath+"/events/" + i3+"/at/line",schemaPath:"#/$defs/moment/properties/line/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
if((typeof data36 == "number") && (isFinite(data36))){
if(data36 < 1 || isNaN(data36)){
const err78 = {instancePath:instancePath+"/events/" + i3+"/at/line",schemaPath:"#/$defs/moment/properties/line/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
}
if(data34.time !== undefined){
let data37 = data34.time;
if((!((typeof data37 == "number") && (isFinite(data37)))) && (data37 !== null)){
const err79 = {instancePath:instancePath+"/events/" + i3+"/at/time",schemaPath:"#/$defs/moment/properties/time/type",keyword:"type",params:{type: schema46.properties.time.type},message:"must be number,null"};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
}
else {
const err80 = {instancePath:instancePath+"/events/" + i3+"/at",schemaPath:"#/$defs/moment/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
}
else {
const err81 = {instancePath:instancePath+"/events/" + i3,schemaPath:"#/properties/events/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
}
else {
const err82 = {instancePath:instancePath+"/events",schemaPath:"#/properties/events/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
if(data.symptoms !== undefined){
let data38 = data.symptoms;
if(Array.isArray(data38)){
const len4 = data38.length;
for(let i4=0; i4<len4; i4++){
if(!(validate28(data38[i4], {instancePath:instancePath+"/symptoms/" + i4,parentData:data38,parentDataProperty:i4,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate28.errors : vErrors.concat(validate28.errors);
errors = vErrors.length;
}
}
}
else {
const err83 = {instancePath:instancePath+"/symptoms",schemaPath:"#/properties/symptoms/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
if(data.strays !== undefined){
let data40 = data.strays;
if(Array.isArray(data40)){
const len5 = data40.length;
for(let i5=0; i5<len5; i5++){
if(!(validate30(data40[i5], {instancePath:instancePath+"/strays/" + i5,parentData:data40,parentDataProperty:i5,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate30.errors : vErrors.concat(validate30.errors);
errors = vErrors.length;
}
}
}
else {
const err84 = {instancePath:instancePath+"/strays",schemaPath:"#/properties/strays/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
}
if(data.devices !== undefined){
let data42 = data.devices;
if(Array.isArray(data42)){
const len6 = data42.length;
for(let i6=0; i6<len6; i6++){
if(!(validate32(data42[i6], {instancePath:instancePath+"/devices/" + i6,parentData:data42,parentDataProperty:i6,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate32.errors : vErrors.concat(validate32.errors);
errors = vErrors.length;
}
}
}
else {
const err85 = {instancePath:instancePath+"/devices",schemaPath:"#/properties/devices/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
if(data.unknownLines !== undefined){
let data44 = data.unknownLines;
if(Array.isArray(data44)){
const len7 = data44.length;
for(let i7=0; i7<len7; i7++){
if(!(validate39(data44[i7], {instancePath:instancePath+"/unknownLines/" + i7,parentData:data44,parentDataProperty:i7,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate39.errors : vErrors.concat(validate39.errors);
errors = vErrors.length;
}
}
}
else {
const err86 = {instancePath:instancePath+"/unknownLines",schemaPath:"#/properties/unknownLines/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
if(data.unknownBeyond !== undefined){
let data46 = data.unknownBeyond;
if(!(((typeof data46 == "number") && (!(data46 % 1) && !isNaN(data46))) && (isFinite(data46)))){
const err87 = {instancePath:instancePath+"/unknownBeyond",schemaPath:"#/properties/unknownBeyond/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
if((typeof data46 == "number") && (isFinite(data46))){
if(data46 < 0 || isNaN(data46)){
const err88 = {instancePath:instancePath+"/unknownBeyond",schemaPath:"#/properties/unknownBeyond/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
}
}
else {
const err89 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
validate25.errors = vErrors;
return errors === 0;
}
validate25.evaluated = {"props":{"id":true,"version":true,"host":true,"kind":true,"asked":true,"from":true,"to":true,"complete":true,"outcome":true,"kernels":true,"policy":true,"iommu":true,"observability":true,"events":true,"symptoms":true,"strays":true,"devices":true,"unknownLines":true,"unknownBeyond":true},"dynamicProps":false,"dynamicItems":false};


function validate22(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="quiesce:/report.v1.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate22.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.schema === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "schema"},message:"must have required property '"+"schema"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.files === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "files"},message:"must have required property '"+"files"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.boots === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "boots"},message:"must have required property '"+"boots"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.handoffs === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "handoffs"},message:"must have required property '"+"handoffs"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.schema !== undefined){
if("quiesce.report/1" !== data.schema){
const err4 = {instancePath:instancePath+"/schema",schemaPath:"#/properties/schema/const",keyword:"const",params:{allowedValue: "quiesce.report/1"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.files !== undefined){
let data1 = data.files;
if(Array.isArray(data1)){
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.file === undefined){
const err5 = {instancePath:instancePath+"/files/" + i0,schemaPath:"#/$defs/fileReport/required",keyword:"required",params:{missingProperty: "file"},message:"must have required property '"+"file"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data2.lines === undefined){
const err6 = {instancePath:instancePath+"/files/" + i0,schemaPath:"#/$defs/fileReport/required",keyword:"required",params:{missingProperty: "lines"},message:"must have required property '"+"lines"+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data2.form === undefined){
const err7 = {instancePath:instancePath+"/files/" + i0,schemaPath:"#/$defs/fileReport/required",keyword:"required",params:{missingProperty: "form"},message:"must have required property '"+"form"+"'"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data2.unparsed === undefined){
const err8 = {instancePath:instancePath+"/files/" + i0,schemaPath:"#/$defs/fileReport/required",keyword:"required",params:{missingProperty: "unparsed"},message:"must have required property '"+"unparsed"+"'"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data2.gaps === undefined){
const err9 = {instancePath:instancePath+"/files/" + i0,schemaPath:"#/$defs/fileReport/required",keyword:"required",params:{missingProperty: "gaps"},message:"must have required property '"+"gaps"+"'"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data2.problems === undefined){
const err10 = {instancePath:instancePath+"/files/" + i0,schemaPath:"#/$defs/fileReport/required",keyword:"required",params:{missingProperty: "problems"},message:"must have required property '"+"problems"+"'"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data2.file !== undefined){
if(typeof data2.file !== "string"){
const err11 = {instancePath:instancePath+"/files/" + i0+"/file",schemaPath:"#/$defs/fileReport/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data2.lines !== undefined){
let data4 = data2.lines;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
const err12 = {instancePath:instancePath+"/files/" + i0+"/lines",schemaPath:"#/$defs/fileReport/properties/lines/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 < 0 || isNaN(data4)){
const err13 = {instancePath:instancePath+"/files/" + i0+"/lines",schemaPath:"#/$defs/fileReport/properties/lines/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
if(data2.form !== undefined){
if(typeof data2.form !== "string"){
const err14 = {instancePath:instancePath+"/files/" + i0+"/form",schemaPath:"#/$defs/fileReport/properties/form/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data2.unparsed !== undefined){
let data6 = data2.unparsed;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
const err15 = {instancePath:instancePath+"/files/" + i0+"/unparsed",schemaPath:"#/$defs/fileReport/properties/unparsed/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 < 0 || isNaN(data6)){
const err16 = {instancePath:instancePath+"/files/" + i0+"/unparsed",schemaPath:"#/$defs/fileReport/properties/unparsed/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
if(data2.gaps !== undefined){
let data7 = data2.gaps;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
const err17 = {instancePath:instancePath+"/files/" + i0+"/gaps",schemaPath:"#/$defs/fileReport/properties/gaps/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 < 0 || isNaN(data7)){
const err18 = {instancePath:instancePath+"/files/" + i0+"/gaps",schemaPath:"#/$defs/fileReport/properties/gaps/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
if(data2.problems !== undefined){
let data8 = data2.problems;
if(Array.isArray(data8)){
const len1 = data8.length;
for(let i1=0; i1<len1; i1++){
if(typeof data8[i1] !== "string"){
const err19 = {instancePath:instancePath+"/files/" + i0+"/problems/" + i1,schemaPath:"#/$defs/fileReport/properties/problems/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
else {
const err20 = {instancePath:instancePath+"/files/" + i0+"/problems",schemaPath:"#/$defs/fileReport/properties/problems/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
else {
const err21 = {instancePath:instancePath+"/files/" + i0,schemaPath:"#/$defs/fileReport/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
else {
const err22 = {instancePath:instancePath+"/files",schemaPath:"#/properties/files/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.boots !== undefined){
let data10 = data.boots;
if(Array.isArray(data10)){
const len2 = data10.length;
for(let i2=0; i2<len2; i2++){
if(!(validate23(data10[i2], {instancePath:instancePath+"/boots/" + i2,parentData:data10,parentDataProperty:i2,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
}
}
else {
const err23 = {instancePath:instancePath+"/boots",schemaPath:"#/properties/boots/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data.handoffs !== undefined){
let data12 = data.handoffs;
if(Array.isArray(data12)){
const len3 = data12.length;
for(let i3=0; i3<len3; i3++){
if(!(validate25(data12[i3], {instancePath:instancePath+"/handoffs/" + i3,parentData:data12,parentDataProperty:i3,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
errors = vErrors.length;
}
}
}
else {
const err24 = {instancePath:instancePath+"/handoffs",schemaPath:"#/properties/handoffs/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
}
else {
const err25 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
validate22.errors = vErrors;
return errors === 0;
}
validate22.evaluated = {"props":{"schema":true,"files":true,"boots":true,"handoffs":true},"dynamicProps":false,"dynamicItems":false};

const check17 = validate66;
const schema104 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"quiesce:/rules.v1.json","title":"RulesFile","description":"A set of rules for `quiesce replay --rules` (docs/replay.md): those that are built, or those of another checkout, and what is changed of them.","type":"object","required":["schema"],"properties":{"schema":{"const":"quiesce.rules/1"},"checkout":{"description":"Directory of a built checkout whose core is used, relative to this file.","type":"string","minLength":1},"withoutFacts":{"description":"Families of facts (`dmar`), or kinds in one (`dmar/fault-status`), that are taken for never read.","type":"array","items":{"type":"string","minLength":1}},"signatureVersions":{"description":"Live versions of the signature, the newest of which names a failure.","type":"array","minItems":1,"items":{"type":"integer","minimum":1}},"withoutKnownFailures":{"description":"Ids of known failures that are not told.","type":"array","items":{"type":"string","minLength":1}},"handoffTimeoutSeconds":{"description":"Seconds of silence after which a host is lost.","type":"number","exclusiveMinimum":0}}};

function validate66(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="quiesce:/rules.v1.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate66.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.schema === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "schema"},message:"must have required property '"+"schema"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.schema !== undefined){
if("quiesce.rules/1" !== data.schema){
const err1 = {instancePath:instancePath+"/schema",schemaPath:"#/properties/schema/const",keyword:"const",params:{allowedValue: "quiesce.rules/1"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.checkout !== undefined){
let data1 = data.checkout;
if(typeof data1 === "string"){
if(data1.length < 1){
const err2 = {instancePath:instancePath+"/checkout",schemaPath:"#/properties/checkout/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/checkout",schemaPath:"#/properties/checkout/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.withoutFacts !== undefined){
let data2 = data.withoutFacts;
if(Array.isArray(data2)){
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
if(typeof data3 === "string"){
if(data3.length < 1){
const err4 = {instancePath:instancePath+"/withoutFacts/" + i0,schemaPath:"#/properties/withoutFacts/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/withoutFacts/" + i0,schemaPath:"#/properties/withoutFacts/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
else {
const err6 = {instancePath:instancePath+"/withoutFacts",schemaPath:"#/properties/withoutFacts/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.signatureVersions !== undefined){
let data4 = data.signatureVersions;
if(Array.isArray(data4)){
if(data4.length < 1){
const err7 = {instancePath:instancePath+"/signatureVersions",schemaPath:"#/properties/signatureVersions/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
const len1 = data4.length;
for(let i1=0; i1<len1; i1++){
let data5 = data4[i1];
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
const err8 = {instancePath:instancePath+"/signatureVersions/" + i1,schemaPath:"#/properties/signatureVersions/items/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 < 1 || isNaN(data5)){
const err9 = {instancePath:instancePath+"/signatureVersions/" + i1,schemaPath:"#/properties/signatureVersions/items/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
}
else {
const err10 = {instancePath:instancePath+"/signatureVersions",schemaPath:"#/properties/signatureVersions/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.withoutKnownFailures !== undefined){
let data6 = data.withoutKnownFailures;
if(Array.isArray(data6)){
const len2 = data6.length;
for(let i2=0; i2<len2; i2++){
let data7 = data6[i2];
if(typeof data7 === "string"){
if(data7.length < 1){
const err11 = {instancePath:instancePath+"/withoutKnownFailures/" + i2,schemaPath:"#/properties/withoutKnownFailures/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/withoutKnownFailures/" + i2,schemaPath:"#/properties/withoutKnownFailures/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
else {
const err13 = {instancePath:instancePath+"/withoutKnownFailures",schemaPath:"#/properties/withoutKnownFailures/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.handoffTimeoutSeconds !== undefined){
let data8 = data.handoffTimeoutSeconds;
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 <= 0 || isNaN(data8)){
const err14 = {instancePath:instancePath+"/handoffTimeoutSeconds",schemaPath:"#/properties/handoffTimeoutSeconds/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/handoffTimeoutSeconds",schemaPath:"#/properties/handoffTimeoutSeconds/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
else {
const err16 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
validate66.errors = vErrors;
return errors === 0;
}
validate66.evaluated = {"props":{"schema":true,"checkout":true,"withoutFacts":true,"signatureVersions":true,"withoutKnownFailures":true,"handoffTimeoutSeconds":true},"dynamicProps":false,"dynamicItems":false};

const check18 = validate67;
const schema105 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"quiesce:/simulation.v1.json","title":"Simulation","description":"A fleet to simulate: machines, how their devices behave, and how each kernel hands over to the next.","type":"object","additionalProperties":false,"required":["schema","fleet"],"properties":{"schema":{"const":"quiesce.simulation/1"},"title":{"type":"string","description":"What it shows, in one sentence."},"claim":{"type":"string","description":"The sentence of the domain that it plays."},"start":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d+)?Z$","description":"When the first kernels begin, RFC 3339."},"form":{"type":"string","description":"Form of the logs, as `quiesce simulate --help` lists them."},"fleet":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/group"}},"regressions":{"type":"array","items":{"$ref":"#/$defs/regression"}}},"$defs":{"group":{"description":"Hosts that are alike.","type":"object","additionalProperties":false,"required":["name","platform","devices","first","handoffs"],"properties":{"name":{"type":"string","pattern":"^[a-z0-9][a-z0-9-]{0,40}$"},"hosts":{"type":"integer","minimum":1,"maximum":100000,"description":"How many; 1 where not told."},"platform":{"enum":["vtd","amdvi","smmuv3","powernv","pseries"]},"eeh":{"type":"boolean","description":"POWER: does firmware know EEH? True where not told."},"devices":{"type":"array","minItems":1,"maxItems":24,"items":{"$ref":"#/$defs/device"}},"lemons":{"description":"A share of the hosts, whose devices behave otherwise.","type":"object","additionalProperties":false,"required":["share","traits"],"properties":{"share":{"type":"number","minimum":0,"maximum":1},"driver":{"type":"string","description":"Devices of this driver only."},"traits":{"$ref":"#/$defs/traits"}}},"first":{"$ref":"#/$defs/kernel"},"handoffs":{"type":"array","minItems":1,"maxItems":64,"items":{"$ref":"#/$defs/handoff"}}}},"device":{"type":"object","additionalProperties":false,"required":["model"],"properties":{"model":{"enum":["e1000e","igb","ixgbe","i40e","mlx5","bnxt","nvme","ahci","megaraid","mpt3sas","xhci","virtio-net","amdgpu","qla2xxx","8139cp","tulip","pcnet32","vmxnet3","sym53c8xx"]},"place":{"enum":["root-port","switch","pci-bridge","root-bus"],"description":"What it hangs under; `root-port` where not told. On POWER each has a host bridge of its own."},"functions":{"type":"integer","minimum":1,"maximum":8},"traits":{"$ref":"#/$defs/traits"}}},"traits":{"description":"How the device and its driver behave; what is not told is as the model has it (docs/simulator.md).","type":"object","additionalProperties":false,"properties":{"shutdown":{"enum":["quiesces","absent","ignored","hangs","slow","powers-off"]},"remove":{"enum":["quiesces","absent","ignored","hangs","slow"]},"traffic":{"enum":["idle","flood","in-flight"]},"master":{"enum":["obeys","ignores"]},"interrupts":{"enum":["quiet","left-on"]},"flr":{"enum":["works","absent","fails"]},"hotReset":{"enum":["works","fails","kills"]},"probe":{"enum":["resets","trusts","needs-clean","fails","not-loaded"]},"wake":{"enum":["works","stuck"]},"presence":{"enum":["stays","vanishes"]},"afterClaim":{"enum":["sound","faults"]}}},"kernel":{"type":"object","additionalProperties":false,"required":["release"],"properties":{"release":{"type":"string","pattern":"^\\d+\\.\\d+","description":"As `uname -r` says it: the words follow its version."},"iommu":{"enum":["off","passthrough","translated"],"description":"`translated` where not told."},"loglevel":{"type":"integer","minimum":1,"maximum":7,"description":"Console log level; 7 where not told."}}},"handoff":{"type":"object","additionalProperties":false,"required":["policy","kernel"],"properties":{"into":{"enum":["kexec","kdump","liveupdate","firmware","hang"],"description":"`kexec` where not told, `kdump` where the policy begins with `none`."},"policy":{"type":"string","description":"Steps joined by `+`, e.g. `shutdown+bus-master-off`."},"declares":{"type":"boolean","description":"Does the host write its policy down first (docs/marker.md)?"},"kernel":{"$ref":"#/$defs/kernel"},"silent":{"type":"number","minimum":0,"maximum":1,"description":"Chance that the next kernel never speaks."},"dies":{"type":"number","minimum":0,"maximum":1,"description":"Chance that it dies of its start."},"drivers":{"type":"array","items":{"type":"string"},"description":"Drivers that the next kernel has; all where not told."},"loss":{"enum":["none","ring-overrun","console-dropped","cut","no-incoming","console-level"]},"lossChance":{"type":"number","minimum":0,"maximum":1,"description":"Chance of that loss; 1 where not told."}}},"regression":{"description":"From an outgoing kernel on, a driver behaves otherwise.","type":"object","additionalProperties":false,"required":["driver","since","traits"],"properties":{"driver":{"type":"string"},"since":{"type":"string","pattern":"^\\d+\\.\\d+"},"traits":{"$ref":"#/$defs/traits"}}}}};
const pattern19 = new RegExp("^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d+)?Z$", "");
const schema106 = {"description":"Hosts that are alike.","type":"object","additionalProperties":false,"required":["name","platform","devices","first","handoffs"],"properties":{"name":{"type":"string","pattern":"^[a-z0-9][a-z0-9-]{0,40}$"},"hosts":{"type":"integer","minimum":1,"maximum":100000,"description":"How many; 1 where not told."},"platform":{"enum":["vtd","amdvi","smmuv3","powernv","pseries"]},"eeh":{"type":"boolean","description":"POWER: does firmware know EEH? True where not told."},"devices":{"type":"array","minItems":1,"maxItems":24,"items":{"$ref":"#/$defs/device"}},"lemons":{"description":"A share of the hosts, whose devices behave otherwise.","type":"object","additionalProperties":false,"required":["share","traits"],"properties":{"share":{"type":"number","minimum":0,"maximum":1},"driver":{"type":"string","description":"Devices of this driver only."},"traits":{"$ref":"#/$defs/traits"}}},"first":{"$ref":"#/$defs/kernel"},"handoffs":{"type":"array","minItems":1,"maxItems":64,"items":{"$ref":"#/$defs/handoff"}}}};
const schema108 = {"description":"How the device and its driver behave; what is not told is as the model has it (docs/simulator.md).","type":"object","additionalProperties":false,"properties":{"shutdown":{"enum":["quiesces","absent","ignored","hangs","slow","powers-off"]},"remove":{"enum":["quiesces","absent","ignored","hangs","slow"]},"traffic":{"enum":["idle","flood","in-flight"]},"master":{"enum":["obeys","ignores"]},"interrupts":{"enum":["quiet","left-on"]},"flr":{"enum":["works","absent","fails"]},"hotReset":{"enum":["works","fails","kills"]},"probe":{"enum":["resets","trusts","needs-clean","fails","not-loaded"]},"wake":{"enum":["works","stuck"]},"presence":{"enum":["stays","vanishes"]},"afterClaim":{"enum":["sound","faults"]}}};
const schema110 = {"type":"object","additionalProperties":false,"required":["release"],"properties":{"release":{"type":"string","pattern":"^\\d+\\.\\d+","description":"As `uname -r` says it: the words follow its version."},"iommu":{"enum":["off","passthrough","translated"],"description":"`translated` where not told."},"loglevel":{"type":"integer","minimum":1,"maximum":7,"description":"Console log level; 7 where not told."}}};
const pattern20 = new RegExp("^[a-z0-9][a-z0-9-]{0,40}$", "");
const pattern21 = new RegExp("^\\d+\\.\\d+", "");
const schema107 = {"type":"object","additionalProperties":false,"required":["model"],"properties":{"model":{"enum":["e1000e","igb","ixgbe","i40e","mlx5","bnxt","nvme","ahci","megaraid","mpt3sas","xhci","virtio-net","amdgpu","qla2xxx","8139cp","tulip","pcnet32","vmxnet3","sym53c8xx"]},"place":{"enum":["root-port","switch","pci-bridge","root-bus"],"description":"What it hangs under; `root-port` where not told. On POWER each has a host bridge of its own."},"functions":{"type":"integer","minimum":1,"maximum":8},"traits":{"$ref":"#/$defs/traits"}}};
const func1 = Object.prototype.hasOwnProperty;

function validate69(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate69.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.model === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "model"},message:"must have required property '"+"model"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!((((key0 === "model") || (key0 === "place")) || (key0 === "functions")) || (key0 === "traits"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.model !== undefined){
let data0 = data.model;
if(!(((((((((((((((((((data0 === "e1000e") || (data0 === "igb")) || (data0 === "ixgbe")) || (data0 === "i40e")) || (data0 === "mlx5")) || (data0 === "bnxt")) || (data0 === "nvme")) || (data0 === "ahci")) || (data0 === "megaraid")) || (data0 === "mpt3sas")) || (data0 === "xhci")) || (data0 === "virtio-net")) || (data0 === "amdgpu")) || (data0 === "qla2xxx")) || (data0 === "8139cp")) || (data0 === "tulip")) || (data0 === "pcnet32")) || (data0 === "vmxnet3")) || (data0 === "sym53c8xx"))){
const err2 = {instancePath:instancePath+"/model",schemaPath:"#/properties/model/enum",keyword:"enum",params:{allowedValues: schema107.properties.model.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.place !== undefined){
let data1 = data.place;
if(!((((data1 === "root-port") || (data1 === "switch")) || (data1 === "pci-bridge")) || (data1 === "root-bus"))){
const err3 = {instancePath:instancePath+"/place",schemaPath:"#/properties/place/enum",keyword:"enum",params:{allowedValues: schema107.properties.place.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.functions !== undefined){
let data2 = data.functions;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
const err4 = {instancePath:instancePath+"/functions",schemaPath:"#/properties/functions/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 > 8 || isNaN(data2)){
const err5 = {instancePath:instancePath+"/functions",schemaPath:"#/properties/functions/maximum",keyword:"maximum",params:{comparison: "<=", limit: 8},message:"must be <= 8"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data2 < 1 || isNaN(data2)){
const err6 = {instancePath:instancePath+"/functions",schemaPath:"#/properties/functions/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
if(data.traits !== undefined){
let data3 = data.traits;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
for(const key1 in data3){
if(!(func1.call(schema108.properties, key1))){
const err7 = {instancePath:instancePath+"/traits",schemaPath:"#/$defs/traits/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data3.shutdown !== undefined){
let data4 = data3.shutdown;
if(!((((((data4 === "quiesces") || (data4 === "absent")) || (data4 === "ignored")) || (data4 === "hangs")) || (data4 === "slow")) || (data4 === "powers-off"))){
const err8 = {instancePath:instancePath+"/traits/shutdown",schemaPath:"#/$defs/traits/properties/shutdown/enum",keyword:"enum",params:{allowedValues: schema108.properties.shutdown.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data3.remove !== undefined){
let data5 = data3.remove;
if(!(((((data5 === "quiesces") || (data5 === "absent")) || (data5 === "ignored")) || (data5 === "hangs")) || (data5 === "slow"))){
const err9 = {instancePath:instancePath+"/traits/remove",schemaPath:"#/$defs/traits/properties/remove/enum",keyword:"enum",params:{allowedValues: schema108.properties.remove.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data3.traffic !== undefined){
let data6 = data3.traffic;
if(!(((data6 === "idle") || (data6 === "flood")) || (data6 === "in-flight"))){
const err10 = {instancePath:instancePath+"/traits/traffic",schemaPath:"#/$defs/traits/properties/traffic/enum",keyword:"enum",params:{allowedValues: schema108.properties.traffic.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data3.master !== undefined){
let data7 = data3.master;
if(!((data7 === "obeys") || (data7 === "ignores"))){
const err11 = {instancePath:instancePath+"/traits/master",schemaPath:"#/$defs/traits/properties/master/enum",keyword:"enum",params:{allowedValues: schema108.properties.master.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data3.interrupts !== undefined){
let data8 = data3.interrupts;
if(!((data8 === "quiet") || (data8 === "left-on"))){
const err12 = {instancePath:instancePath+"/traits/interrupts",schemaPath:"#/$defs/traits/properties/interrupts/enum",keyword:"enum",params:{allowedValues: schema108.properties.interrupts.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data3.flr !== undefined){
let data9 = data3.flr;
if(!(((data9 === "works") || (data9 === "absent")) || (data9 === "fails"))){
const err13 = {instancePath:instancePath+"/traits/flr",schemaPath:"#/$defs/traits/properties/flr/enum",keyword:"enum",params:{allowedValues: schema108.properties.flr.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data3.hotReset !== undefined){
let data10 = data3.hotReset;
if(!(((data10 === "works") || (data10 === "fails")) || (data10 === "kills"))){
const err14 = {instancePath:instancePath+"/traits/hotReset",schemaPath:"#/$defs/traits/properties/hotReset/enum",keyword:"enum",params:{allowedValues: schema108.properties.hotReset.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data3.probe !== undefined){
let data11 = data3.probe;
if(!(((((data11 === "resets") || (data11 === "trusts")) || (data11 === "needs-clean")) || (data11 === "fails")) || (data11 === "not-loaded"))){
const err15 = {instancePath:instancePath+"/traits/probe",schemaPath:"#/$defs/traits/properties/probe/enum",keyword:"enum",params:{allowedValues: schema108.properties.probe.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data3.wake !== undefined){
let data12 = data3.wake;
if(!((data12 === "works") || (data12 === "stuck"))){
const err16 = {instancePath:instancePath+"/traits/wake",schemaPath:"#/$defs/traits/properties/wake/enum",keyword:"enum",params:{allowedValues: schema108.properties.wake.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data3.presence !== undefined){
let data13 = data3.presence;
if(!((data13 === "stays") || (data13 === "vanishes"))){
const err17 = {instancePath:instancePath+"/traits/presence",schemaPath:"#/$defs/traits/properties/presence/enum",keyword:"enum",params:{allowedValues: schema108.properties.presence.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data3.afterClaim !== undefined){
let data14 = data3.afterClaim;
if(!((data14 === "sound") || (data14 === "faults"))){
const err18 = {instancePath:instancePath+"/traits/afterClaim",schemaPath:"#/$defs/traits/properties/afterClaim/enum",keyword:"enum",params:{allowedValues: schema108.properties.afterClaim.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath:instancePath+"/traits",schemaPath:"#/$defs/traits/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
else {
const err20 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
validate69.errors = vErrors;
return errors === 0;
}
validate69.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema111 = {"type":"object","additionalProperties":false,"required":["policy","kernel"],"properties":{"into":{"enum":["kexec","kdump","liveupdate","firmware","hang"],"description":"`kexec` where not told, `kdump` where the policy begins with `none`."},"policy":{"type":"string","description":"Steps joined by `+`, e.g. `shutdown+bus-master-off`."},"declares":{"type":"boolean","description":"Does the host write its policy down first (docs/marker.md)?"},"kernel":{"$ref":"#/$defs/kernel"},"silent":{"type":"number","minimum":0,"maximum":1,"description":"Chance that the next kernel never speaks."},"dies":{"type":"number","minimum":0,"maximum":1,"description":"Chance that it dies of its start."},"drivers":{"type":"array","items":{"type":"string"},"description":"Drivers that the next kernel has; all where not told."},"loss":{"enum":["none","ring-overrun","console-dropped","cut","no-incoming","console-level"]},"lossChance":{"type":"number","minimum":0,"maximum":1,"description":"Chance of that loss; 1 where not told."}}};

function validate71(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate71.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.policy === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "policy"},message:"must have required property '"+"policy"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.kernel === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "kernel"},message:"must have required property '"+"kernel"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema111.properties, key0))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.into !== undefined){
let data0 = data.into;
if(!(((((data0 === "kexec") || (data0 === "kdump")) || (data0 === "liveupdate")) || (data0 === "firmware")) || (data0 === "hang"))){
const err3 = {instancePath:instancePath+"/into",schemaPath:"#/properties/into/enum",keyword:"enum",params:{allowedValues: schema111.properties.into.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.policy !== undefined){
if(typeof data.policy !== "string"){
const err4 = {instancePath:instancePath+"/policy",schemaPath:"#/properties/policy/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.declares !== undefined){
if(typeof data.declares !== "boolean"){
const err5 = {instancePath:instancePath+"/declares",schemaPath:"#/properties/declares/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.kernel !== undefined){
let data3 = data.kernel;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.release === undefined){
const err6 = {instancePath:instancePath+"/kernel",schemaPath:"#/$defs/kernel/required",keyword:"required",params:{missingProperty: "release"},message:"must have required property '"+"release"+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
for(const key1 in data3){
if(!(((key1 === "release") || (key1 === "iommu")) || (key1 === "loglevel"))){
const err7 = {instancePath:instancePath+"/kernel",schemaPath:"#/$defs/kernel/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data3.release !== undefined){
let data4 = data3.release;
if(typeof data4 === "string"){
if(!pattern21.test(data4)){
const err8 = {instancePath:instancePath+"/kernel/release",schemaPath:"#/$defs/kernel/properties/release/pattern",keyword:"pattern",params:{pattern: "^\\d+\\.\\d+"},message:"must match pattern \""+"^\\d+\\.\\d+"+"\""};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/kernel/release",schemaPath:"#/$defs/kernel/properties/release/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data3.iommu !== undefined){
let data5 = data3.iommu;
if(!(((data5 === "off") || (data5 === "passthrough")) || (data5 === "translated"))){
const err10 = {instancePath:instancePath+"/kernel/iommu",schemaPath:"#/$defs/kernel/properties/iommu/enum",keyword:"enum",params:{allowedValues: schema110.properties.iommu.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data3.loglevel !== undefined){
let data6 = data3.loglevel;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
const err11 = {instancePath:instancePath+"/kernel/loglevel",schemaPath:"#/$defs/kernel/properties/loglevel/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 > 7 || isNaN(data6)){
const err12 = {instancePath:instancePath+"/kernel/loglevel",schemaPath:"#/$defs/kernel/properties/loglevel/maximum",keyword:"maximum",params:{comparison: "<=", limit: 7},message:"must be <= 7"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(data6 < 1 || isNaN(data6)){
const err13 = {instancePath:instancePath+"/kernel/loglevel",schemaPath:"#/$defs/kernel/properties/loglevel/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
}
else {
const err14 = {instancePath:instancePath+"/kernel",schemaPath:"#/$defs/kernel/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.silent !== undefined){
let data7 = data.silent;
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 > 1 || isNaN(data7)){
const err15 = {instancePath:instancePath+"/silent",schemaPath:"#/properties/silent/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data7 < 0 || isNaN(data7)){
const err16 = {instancePath:instancePath+"/silent",schemaPath:"#/properties/silent/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/silent",schemaPath:"#/properties/silent/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.dies !== undefined){
let data8 = data.dies;
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 > 1 || isNaN(data8)){
const err18 = {instancePath:instancePath+"/dies",schemaPath:"#/properties/dies/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(data8 < 0 || isNaN(data8)){
const err19 = {instancePath:instancePath+"/dies",schemaPath:"#/properties/dies/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
else {
const err20 = {instancePath:instancePath+"/dies",schemaPath:"#/properties/dies/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.drivers !== undefined){
let data9 = data.drivers;
if(Array.isArray(data9)){
const len0 = data9.length;
for(let i0=0; i0<len0; i0++){
if(typeof data9[i0] !== "string"){
const err21 = {instancePath:instancePath+"/drivers/" + i0,schemaPath:"#/properties/drivers/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
else {
const err22 = {instancePath:instancePath+"/drivers",schemaPath:"#/properties/drivers/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.loss !== undefined){
let data11 = data.loss;
if(!((((((data11 === "none") || (data11 === "ring-overrun")) || (data11 === "console-dropped")) || (data11 === "cut")) || (data11 === "no-incoming")) || (data11 === "console-level"))){
const err23 = {instancePath:instancePath+"/loss",schemaPath:"#/properties/loss/enum",keyword:"enum",params:{allowedValues: schema111.properties.loss.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data.lossChance !== undefined){
let data12 = data.lossChance;
if((typeof data12 == "number") && (isFinite(data12))){
if(data12 > 1 || isNaN(data12)){
const err24 = {instancePath:instancePath+"/lossChance",schemaPath:"#/properties/lossChance/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(data12 < 0 || isNaN(data12)){
const err25 = {instancePath:instancePath+"/lossChance",schemaPath:"#/properties/lossChance/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
else {
const err26 = {instancePath:instancePath+"/lossChance",schemaPath:"#/properties/lossChance/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
}
else {
const err27 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
validate71.errors = vErrors;
return errors === 0;
}
validate71.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate68(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate68.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.name === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.platform === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "platform"},message:"must have required property '"+"platform"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.devices === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "devices"},message:"must have required property '"+"devices"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.first === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "first"},message:"must have required property '"+"first"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.handoffs === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "handoffs"},message:"must have required property '"+"handoffs"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
for(const key0 in data){
if(!((((((((key0 === "name") || (key0 === "hosts")) || (key0 === "platform")) || (key0 === "eeh")) || (key0 === "devices")) || (key0 === "lemons")) || (key0 === "first")) || (key0 === "handoffs"))){
const err5 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.name !== undefined){
let data0 = data.name;
if(typeof data0 === "string"){
if(!pattern20.test(data0)){
const err6 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9-]{0,40}$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9-]{0,40}$"+"\""};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.hosts !== undefined){
let data1 = data.hosts;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
const err8 = {instancePath:instancePath+"/hosts",schemaPath:"#/properties/hosts/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 100000 || isNaN(data1)){
const err9 = {instancePath:instancePath+"/hosts",schemaPath:"#/properties/hosts/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100000},message:"must be <= 100000"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data1 < 1 || isNaN(data1)){
const err10 = {instancePath:instancePath+"/hosts",schemaPath:"#/properties/hosts/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
if(data.platform !== undefined){
let data2 = data.platform;
if(!(((((data2 === "vtd") || (data2 === "amdvi")) || (data2 === "smmuv3")) || (data2 === "powernv")) || (data2 === "pseries"))){
const err11 = {instancePath:instancePath+"/platform",schemaPath:"#/properties/platform/enum",keyword:"enum",params:{allowedValues: schema106.properties.platform.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.eeh !== undefined){
if(typeof data.eeh !== "boolean"){
const err12 = {instancePath:instancePath+"/eeh",schemaPath:"#/properties/eeh/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.devices !== undefined){
let data4 = data.devices;
if(Array.isArray(data4)){
if(data4.length > 24){
const err13 = {instancePath:instancePath+"/devices",schemaPath:"#/properties/devices/maxItems",keyword:"maxItems",params:{limit: 24},message:"must NOT have more than 24 items"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(data4.length < 1){
const err14 = {instancePath:instancePath+"/devices",schemaPath:"#/properties/devices/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
if(!(validate69(data4[i0], {instancePath:instancePath+"/devices/" + i0,parentData:data4,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate69.errors : vErrors.concat(validate69.errors);
errors = vErrors.length;
}
}
}
else {
const err15 = {instancePath:instancePath+"/devices",schemaPath:"#/properties/devices/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.lemons !== undefined){
let data6 = data.lemons;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(data6.share === undefined){
const err16 = {instancePath:instancePath+"/lemons",schemaPath:"#/properties/lemons/required",keyword:"required",params:{missingProperty: "share"},message:"must have required property '"+"share"+"'"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(data6.traits === undefined){
const err17 = {instancePath:instancePath+"/lemons",schemaPath:"#/properties/lemons/required",keyword:"required",params:{missingProperty: "traits"},message:"must have required property '"+"traits"+"'"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
for(const key1 in data6){
if(!(((key1 === "share") || (key1 === "driver")) || (key1 === "traits"))){
const err18 = {instancePath:instancePath+"/lemons",schemaPath:"#/properties/lemons/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data6.share !== undefined){
let data7 = data6.share;
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 > 1 || isNaN(data7)){
const err19 = {instancePath:instancePath+"/lemons/share",schemaPath:"#/properties/lemons/properties/share/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(data7 < 0 || isNaN(data7)){
const err20 = {instancePath:instancePath+"/lemons/share",schemaPath:"#/properties/lemons/properties/share/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/lemons/share",schemaPath:"#/properties/lemons/properties/share/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data6.driver !== undefined){
if(typeof data6.driver !== "string"){
const err22 = {instancePath:instancePath+"/lemons/driver",schemaPath:"#/properties/lemons/properties/driver/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data6.traits !== undefined){
let data9 = data6.traits;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
for(const key2 in data9){
if(!(func1.call(schema108.properties, key2))){
const err23 = {instancePath:instancePath+"/lemons/traits",schemaPath:"#/$defs/traits/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data9.shutdown !== undefined){
let data10 = data9.shutdown;
if(!((((((data10 === "quiesces") || (data10 === "absent")) || (data10 === "ignored")) || (data10 === "hangs")) || (data10 === "slow")) || (data10 === "powers-off"))){
const err24 = {instancePath:instancePath+"/lemons/traits/shutdown",schemaPath:"#/$defs/traits/properties/shutdown/enum",keyword:"enum",params:{allowedValues: schema108.properties.shutdown.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data9.remove !== undefined){
let data11 = data9.remove;
if(!(((((data11 === "quiesces") || (data11 === "absent")) || (data11 === "ignored")) || (data11 === "hangs")) || (data11 === "slow"))){
const err25 = {instancePath:instancePath+"/lemons/traits/remove",schemaPath:"#/$defs/traits/properties/remove/enum",keyword:"enum",params:{allowedValues: schema108.properties.remove.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data9.traffic !== undefined){
let data12 = data9.traffic;
if(!(((data12 === "idle") || (data12 === "flood")) || (data12 === "in-flight"))){
const err26 = {instancePath:instancePath+"/lemons/traits/traffic",schemaPath:"#/$defs/traits/properties/traffic/enum",keyword:"enum",params:{allowedValues: schema108.properties.traffic.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data9.master !== undefined){
let data13 = data9.master;
if(!((data13 === "obeys") || (data13 === "ignores"))){
const err27 = {instancePath:instancePath+"/lemons/traits/master",schemaPath:"#/$defs/traits/properties/master/enum",keyword:"enum",params:{allowedValues: schema108.properties.master.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data9.interrupts !== undefined){
let data14 = data9.interrupts;
if(!((data14 === "quiet") || (data14 === "left-on"))){
const err28 = {instancePath:instancePath+"/lemons/traits/interrupts",schemaPath:"#/$defs/traits/properties/interrupts/enum",keyword:"enum",params:{allowedValues: schema108.properties.interrupts.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data9.flr !== undefined){
let data15 = data9.flr;
if(!(((data15 === "works") || (data15 === "absent")) || (data15 === "fails"))){
const err29 = {instancePath:instancePath+"/lemons/traits/flr",schemaPath:"#/$defs/traits/properties/flr/enum",keyword:"enum",params:{allowedValues: schema108.properties.flr.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data9.hotReset !== undefined){
let data16 = data9.hotReset;
if(!(((data16 === "works") || (data16 === "fails")) || (data16 === "kills"))){
const err30 = {instancePath:instancePath+"/lemons/traits/hotReset",schemaPath:"#/$defs/traits/properties/hotReset/enum",keyword:"enum",params:{allowedValues: schema108.properties.hotReset.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data9.probe !== undefined){
let data17 = data9.probe;
if(!(((((data17 === "resets") || (data17 === "trusts")) || (data17 === "needs-clean")) || (data17 === "fails")) || (data17 === "not-loaded"))){
const err31 = {instancePath:instancePath+"/lemons/traits/probe",schemaPath:"#/$defs/traits/properties/probe/enum",keyword:"enum",params:{allowedValues: schema108.properties.probe.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data9.wake !== undefined){
let data18 = data9.wake;
if(!((data18 === "works") || (data18 === "stuck"))){
const err32 = {instancePath:instancePath+"/lemons/traits/wake",schemaPath:"#/$defs/traits/properties/wake/enum",keyword:"enum",params:{allowedValues: schema108.properties.wake.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data9.presence !== undefined){
let data19 = data9.presence;
if(!((data19 === "stays") || (data19 === "vanishes"))){
const err33 = {instancePath:instancePath+"/lemons/traits/presence",schemaPath:"#/$defs/traits/properties/presence/enum",keyword:"enum",params:{allowedValues: schema108.properties.presence.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data9.afterClaim !== undefined){
let data20 = data9.afterClaim;
if(!((data20 === "sound") || (data20 === "faults"))){
const err34 = {instancePath:instancePath+"/lemons/traits/afterClaim",schemaPath:"#/$defs/traits/properties/afterClaim/enum",keyword:"enum",params:{allowedValues: schema108.properties.afterClaim.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
}
else {
const err35 = {instancePath:instancePath+"/lemons/traits",schemaPath:"#/$defs/traits/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
}
else {
const err36 = {instancePath:instancePath+"/lemons",schemaPath:"#/properties/lemons/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data.first !== undefined){
let data21 = data.first;
if(data21 && typeof data21 == "object" && !Array.isArray(data21)){
if(data21.release === undefined){
const err37 = {instancePath:instancePath+"/first",schemaPath:"#/$defs/kernel/required",keyword:"required",params:{missingProperty: "release"},message:"must have required property '"+"release"+"'"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
for(const key3 in data21){
if(!(((key3 === "release") || (key3 === "iommu")) || (key3 === "loglevel"))){
const err38 = {instancePath:instancePath+"/first",schemaPath:"#/$defs/kernel/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data21.release !== undefined){
let data22 = data21.release;
if(typeof data22 === "string"){
if(!pattern21.test(data22)){
const err39 = {instancePath:instancePath+"/first/release",schemaPath:"#/$defs/kernel/properties/release/pattern",keyword:"pattern",params:{pattern: "^\\d+\\.\\d+"},message:"must match pattern \""+"^\\d+\\.\\d+"+"\""};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
else {
const err40 = {instancePath:instancePath+"/first/release",schemaPath:"#/$defs/kernel/properties/release/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data21.iommu !== undefined){
let data23 = data21.iommu;
if(!(((data23 === "off") || (data23 === "passthrough")) || (data23 === "translated"))){
const err41 = {instancePath:instancePath+"/first/iommu",schemaPath:"#/$defs/kernel/properties/iommu/enum",keyword:"enum",params:{allowedValues: schema110.properties.iommu.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data21.loglevel !== undefined){
let data24 = data21.loglevel;
if(!(((typeof data24 == "number") && (!(data24 % 1) && !isNaN(data24))) && (isFinite(data24)))){
const err42 = {instancePath:instancePath+"/first/loglevel",schemaPath:"#/$defs/kernel/properties/loglevel/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
if((typeof data24 == "number") && (isFinite(data24))){
if(data24 > 7 || isNaN(data24)){
const err43 = {instancePath:instancePath+"/first/loglevel",schemaPath:"#/$defs/kernel/properties/loglevel/maximum",keyword:"maximum",params:{comparison: "<=", limit: 7},message:"must be <= 7"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
if(data24 < 1 || isNaN(data24)){
const err44 = {instancePath:instancePath+"/first/loglevel",schemaPath:"#/$defs/kernel/properties/loglevel/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
}
}
else {
const err45 = {instancePath:instancePath+"/first",schemaPath:"#/$defs/kernel/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(data.handoffs !== undefined){
let data25 = data.handoffs;
if(Array.isArray(data25)){
if(data25.length > 64){
const err46 = {instancePath:instancePath+"/handoffs",schemaPath:"#/properties/handoffs/maxItems",keyword:"maxItems",params:{limit: 64},message:"must NOT have more than 64 items"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
if(data25.length < 1){
const err47 = {instancePath:instancePath+"/handoffs",schemaPath:"#/properties/handoffs/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
const len1 = data25.length;
for(let i1=0; i1<len1; i1++){
if(!(validate71(data25[i1], {instancePath:instancePath+"/handoffs/" + i1,parentData:data25,parentDataProperty:i1,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate71.errors : vErrors.concat(validate71.errors);
errors = vErrors.length;
}
}
}
else {
const err48 = {instancePath:instancePath+"/handoffs",schemaPath:"#/properties/handoffs/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
}
else {
const err49 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
validate68.errors = vErrors;
return errors === 0;
}
validate68.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema113 = {"description":"From an outgoing kernel on, a driver behaves otherwise.","type":"object","additionalProperties":false,"required":["driver","since","traits"],"properties":{"driver":{"type":"string"},"since":{"type":"string","pattern":"^\\d+\\.\\d+"},"traits":{"$ref":"#/$defs/traits"}}};

function validate74(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate74.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.driver === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "driver"},message:"must have required property '"+"driver"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.since === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "since"},message:"must have required property '"+"since"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.traits === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "traits"},message:"must have required property '"+"traits"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!(((key0 === "driver") || (key0 === "since")) || (key0 === "traits"))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.driver !== undefined){
if(typeof data.driver !== "string"){
const err4 = {instancePath:instancePath+"/driver",schemaPath:"#/properties/driver/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.since !== undefined){
let data1 = data.since;
if(typeof data1 === "string"){
if(!pattern21.test(data1)){
const err5 = {instancePath:instancePath+"/since",schemaPath:"#/properties/since/pattern",keyword:"pattern",params:{pattern: "^\\d+\\.\\d+"},message:"must match pattern \""+"^\\d+\\.\\d+"+"\""};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/since",schemaPath:"#/properties/since/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.traits !== undefined){
let data2 = data.traits;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
for(const key1 in data2){
if(!(func1.call(schema108.properties, key1))){
const err7 = {instancePath:instancePath+"/traits",schemaPath:"#/$defs/traits/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data2.shutdown !== undefined){
let data3 = data2.shutdown;
if(!((((((data3 === "quiesces") || (data3 === "absent")) || (data3 === "ignored")) || (data3 === "hangs")) || (data3 === "slow")) || (data3 === "powers-off"))){
const err8 = {instancePath:instancePath+"/traits/shutdown",schemaPath:"#/$defs/traits/properties/shutdown/enum",keyword:"enum",params:{allowedValues: schema108.properties.shutdown.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data2.remove !== undefined){
let data4 = data2.remove;
if(!(((((data4 === "quiesces") || (data4 === "absent")) || (data4 === "ignored")) || (data4 === "hangs")) || (data4 === "slow"))){
const err9 = {instancePath:instancePath+"/traits/remove",schemaPath:"#/$defs/traits/properties/remove/enum",keyword:"enum",params:{allowedValues: schema108.properties.remove.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data2.traffic !== undefined){
let data5 = data2.traffic;
if(!(((data5 === "idle") || (data5 === "flood")) || (data5 === "in-flight"))){
const err10 = {instancePath:instancePath+"/traits/traffic",schemaPath:"#/$defs/traits/properties/traffic/enum",keyword:"enum",params:{allowedValues: schema108.properties.traffic.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data2.master !== undefined){
let data6 = data2.master;
if(!((data6 === "obeys") || (data6 === "ignores"))){
const err11 = {instancePath:instancePath+"/traits/master",schemaPath:"#/$defs/traits/properties/master/enum",keyword:"enum",params:{allowedValues: schema108.properties.master.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data2.interrupts !== undefined){
let data7 = data2.interrupts;
if(!((data7 === "quiet") || (data7 === "left-on"))){
const err12 = {instancePath:instancePath+"/traits/interrupts",schemaPath:"#/$defs/traits/properties/interrupts/enum",keyword:"enum",params:{allowedValues: schema108.properties.interrupts.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data2.flr !== undefined){
let data8 = data2.flr;
if(!(((data8 === "works") || (data8 === "absent")) || (data8 === "fails"))){
const err13 = {instancePath:instancePath+"/traits/flr",schemaPath:"#/$defs/traits/properties/flr/enum",keyword:"enum",params:{allowedValues: schema108.properties.flr.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data2.hotReset !== undefined){
let data9 = data2.hotReset;
if(!(((data9 === "works") || (data9 === "fails")) || (data9 === "kills"))){
const err14 = {instancePath:instancePath+"/traits/hotReset",schemaPath:"#/$defs/traits/properties/hotReset/enum",keyword:"enum",params:{allowedValues: schema108.properties.hotReset.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data2.probe !== undefined){
let data10 = data2.probe;
if(!(((((data10 === "resets") || (data10 === "trusts")) || (data10 === "needs-clean")) || (data10 === "fails")) || (data10 === "not-loaded"))){
const err15 = {instancePath:instancePath+"/traits/probe",schemaPath:"#/$defs/traits/properties/probe/enum",keyword:"enum",params:{allowedValues: schema108.properties.probe.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data2.wake !== undefined){
let data11 = data2.wake;
if(!((data11 === "works") || (data11 === "stuck"))){
const err16 = {instancePath:instancePath+"/traits/wake",schemaPath:"#/$defs/traits/properties/wake/enum",keyword:"enum",params:{allowedValues: schema108.properties.wake.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data2.presence !== undefined){
let data12 = data2.presence;
if(!((data12 === "stays") || (data12 === "vanishes"))){
const err17 = {instancePath:instancePath+"/traits/presence",schemaPath:"#/$defs/traits/properties/presence/enum",keyword:"enum",params:{allowedValues: schema108.properties.presence.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data2.afterClaim !== undefined){
let data13 = data2.afterClaim;
if(!((data13 === "sound") || (data13 === "faults"))){
const err18 = {instancePath:instancePath+"/traits/afterClaim",schemaPath:"#/$defs/traits/properties/afterClaim/enum",keyword:"enum",params:{allowedValues: schema108.properties.afterClaim.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath:instancePath+"/traits",schemaPath:"#/$defs/traits/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
else {
const err20 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
validate74.errors = vErrors;
return errors === 0;
}
validate74.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate67(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="quiesce:/simulation.v1.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate67.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.schema === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "schema"},message:"must have required property '"+"schema"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.fleet === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "fleet"},message:"must have required property '"+"fleet"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!(((((((key0 === "schema") || (key0 === "title")) || (key0 === "claim")) || (key0 === "start")) || (key0 === "form")) || (key0 === "fleet")) || (key0 === "regressions"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.schema !== undefined){
if("quiesce.simulation/1" !== data.schema){
const err3 = {instancePath:instancePath+"/schema",schemaPath:"#/properties/schema/const",keyword:"const",params:{allowedValue: "quiesce.simulation/1"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.title !== undefined){
if(typeof data.title !== "string"){
const err4 = {instancePath:instancePath+"/title",schemaPath:"#/properties/title/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.claim !== undefined){
if(typeof data.claim !== "string"){
const err5 = {instancePath:instancePath+"/claim",schemaPath:"#/properties/claim/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.start !== undefined){
let data3 = data.start;
if(typeof data3 === "string"){
if(!pattern19.test(data3)){
const err6 = {instancePath:instancePath+"/start",schemaPath:"#/properties/start/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d+)?Z$"},message:"must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d+)?Z$"+"\""};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/start",schemaPath:"#/properties/start/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.form !== undefined){
if(typeof data.form !== "string"){
const err8 = {instancePath:instancePath+"/form",schemaPath:"#/properties/form/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.fleet !== undefined){
let data5 = data.fleet;
if(Array.isArray(data5)){
if(data5.length < 1){
const err9 = {instancePath:instancePath+"/fleet",schemaPath:"#/properties/fleet/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
const len0 = data5.length;
for(let i0=0; i0<len0; i0++){
if(!(validate68(data5[i0], {instancePath:instancePath+"/fleet/" + i0,parentData:data5,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate68.errors : vErrors.concat(validate68.errors);
errors = vErrors.length;
}
}
}
else {
const err10 = {instancePath:instancePath+"/fleet",schemaPath:"#/properties/fleet/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.regressions !== undefined){
let data7 = data.regressions;
if(Array.isArray(data7)){
const len1 = data7.length;
for(let i1=0; i1<len1; i1++){
if(!(validate74(data7[i1], {instancePath:instancePath+"/regressions/" + i1,parentData:data7,parentDataProperty:i1,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate74.errors : vErrors.concat(validate74.errors);
errors = vErrors.length;
}
}
}
else {
const err11 = {instancePath:instancePath+"/regressions",schemaPath:"#/properties/regressions/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
else {
const err12 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
validate67.errors = vErrors;
return errors === 0;
}
validate67.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


interface Check {
  (data: unknown): boolean;
  errors?: readonly { instancePath: string; message?: string; params?: Record<string, unknown> }[] | null;
}
export const CHECKS: Readonly<Record<string, Check>> = {
  'io.quiesce.alert-delivered.v1': check0 as unknown as Check,
  'io.quiesce.alert-raised.v1': check1 as unknown as Check,
  'io.quiesce.dead-letter-replayed.v1': check2 as unknown as Check,
  'io.quiesce.dead-letter.v1': check3 as unknown as Check,
  'io.quiesce.facts-read.v1': check4 as unknown as Check,
  'io.quiesce.handoff-judged.v1': check5 as unknown as Check,
  'io.quiesce.host-snapshot.v1': check6 as unknown as Check,
  'io.quiesce.lines-collected.v1': check7 as unknown as Check,
  'io.quiesce.signature-muted.v1': check8 as unknown as Check,
  'io.quiesce.signature-seen.v1': check9 as unknown as Check,
  'io.quiesce.signature-unmuted.v1': check10 as unknown as Check,
  'io.quiesce.source-ended.v1': check11 as unknown as Check,
  'io.quiesce.ticked.v1': check12 as unknown as Check,
  'capture-head.v1': check13 as unknown as Check,
  'fact.v1': check14 as unknown as Check,
  'fact-line.v1': check15 as unknown as Check,
  'report.v1': check16 as unknown as Check,
  'rules.v1': check17 as unknown as Check,
  'simulation.v1': check18 as unknown as Check,
};
