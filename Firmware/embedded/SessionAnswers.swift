// swift-format-ignore-file: AlwaysUseLowerCamelCase
// The names are those of Firmware/include/atsnn.h, which the compiler compares with what is here.

@implementation @c
public func atsnn_session_input_size(_ handle: OpaquePointer!) -> Int {
  session(handle).pointee.image.input.byteCount
}

@implementation @c
public func atsnn_session_takes_events(_ handle: OpaquePointer!) -> Bool {
  session(handle).pointee.image.input.kind == .events
}

@implementation @c
public func atsnn_session_class_count(_ handle: OpaquePointer!) -> Int {
  session(handle).pointee.image.classes
}

@implementation @c
public func atsnn_session_logits(_ handle: OpaquePointer!) -> UnsafePointer<Int32>! {
  session(handle).pointee.logits().baseAddress
}

@implementation @c
public func atsnn_session_readout(_ handle: OpaquePointer!) -> UnsafePointer<Int32>! {
  session(handle).pointee.readout().baseAddress
}

@implementation @c
public func atsnn_session_node_count(_ handle: OpaquePointer!) -> Int {
  session(handle).pointee.image.nodeCount
}

@implementation @c
public func atsnn_session_has_membranes(_ handle: OpaquePointer!, _ node: Int) -> Bool {
  session(handle).pointee.image.node(node).kind == .spiking
}

@implementation @c
public func atsnn_session_output_digest(_ handle: OpaquePointer!, _ node: Int) -> UInt64 {
  session(handle).pointee.outputDigest(node: node)
}

@implementation @c
public func atsnn_session_membrane_digest(_ handle: OpaquePointer!, _ node: Int) -> UInt64 {
  session(handle).pointee.membraneDigest(node: node)
}
