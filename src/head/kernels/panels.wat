;; Scalar products of packed rows, sixteen at a time, two to a SIMD register.
;; A panel holds rows in groups of four: number p of row 4g + r stands at (g * length + p) * 4 + r,
;; so that one pass over two groups reads memory in order. `npm run kernels` assembles this file.
(module
  ;; 1.25 MB for two panels of 64 rows of 1280 numbers, and 32 KB for their products.
  (memory (export "memory") 21)

  ;; out[r * 64 + s] += the product of row r of the left panel with row s of the right one.
  ;; $left, $right, $out: addresses in bytes. $leftGroups, $rightGroups, $length: at least 1.
  (func (export "multiply")
    (param $left i32) (param $right i32) (param $out i32)
    (param $leftGroups i32) (param $rightGroups i32) (param $length i32)
    (local $groupBytes i32) (local $g i32) (local $h i32)
    (local $a i32) (local $b i32) (local $end i32) (local $o i32)
    (local $b0 v128) (local $b1 v128) (local $x v128)
    (local $s00 v128) (local $s01 v128) (local $s10 v128) (local $s11 v128)
    (local $s20 v128) (local $s21 v128) (local $s30 v128) (local $s31 v128)
    (local.set $groupBytes (i32.shl (local.get $length) (i32.const 5)))
    (loop $lefts
      (local.set $h (i32.const 0))
      (local.set $b (local.get $right))
      (loop $rights
        (local.set $a (i32.add (local.get $left) (i32.mul (local.get $g) (local.get $groupBytes))))
        (local.set $end (i32.add (local.get $a) (local.get $groupBytes)))
        (local.set $o (i32.add (local.get $out)
          (i32.add (i32.shl (local.get $g) (i32.const 11)) (i32.shl (local.get $h) (i32.const 5)))))
        (local.set $s00 (v128.load (local.get $o)))
        (local.set $s01 (v128.load offset=16 (local.get $o)))
        (local.set $s10 (v128.load offset=512 (local.get $o)))
        (local.set $s11 (v128.load offset=528 (local.get $o)))
        (local.set $s20 (v128.load offset=1024 (local.get $o)))
        (local.set $s21 (v128.load offset=1040 (local.get $o)))
        (local.set $s30 (v128.load offset=1536 (local.get $o)))
        (local.set $s31 (v128.load offset=1552 (local.get $o)))
        (loop $products
          (local.set $b0 (v128.load (local.get $b)))
          (local.set $b1 (v128.load offset=16 (local.get $b)))
          (local.set $x (v128.load64_splat (local.get $a)))
          (local.set $s00 (f64x2.add (local.get $s00) (f64x2.mul (local.get $x) (local.get $b0))))
          (local.set $s01 (f64x2.add (local.get $s01) (f64x2.mul (local.get $x) (local.get $b1))))
          (local.set $x (v128.load64_splat offset=8 (local.get $a)))
          (local.set $s10 (f64x2.add (local.get $s10) (f64x2.mul (local.get $x) (local.get $b0))))
          (local.set $s11 (f64x2.add (local.get $s11) (f64x2.mul (local.get $x) (local.get $b1))))
          (local.set $x (v128.load64_splat offset=16 (local.get $a)))
          (local.set $s20 (f64x2.add (local.get $s20) (f64x2.mul (local.get $x) (local.get $b0))))
          (local.set $s21 (f64x2.add (local.get $s21) (f64x2.mul (local.get $x) (local.get $b1))))
          (local.set $x (v128.load64_splat offset=24 (local.get $a)))
          (local.set $s30 (f64x2.add (local.get $s30) (f64x2.mul (local.get $x) (local.get $b0))))
          (local.set $s31 (f64x2.add (local.get $s31) (f64x2.mul (local.get $x) (local.get $b1))))
          (local.set $b (i32.add (local.get $b) (i32.const 32)))
          (br_if $products
            (i32.lt_u (local.tee $a (i32.add (local.get $a) (i32.const 32))) (local.get $end))))
        (v128.store (local.get $o) (local.get $s00))
        (v128.store offset=16 (local.get $o) (local.get $s01))
        (v128.store offset=512 (local.get $o) (local.get $s10))
        (v128.store offset=528 (local.get $o) (local.get $s11))
        (v128.store offset=1024 (local.get $o) (local.get $s20))
        (v128.store offset=1040 (local.get $o) (local.get $s21))
        (v128.store offset=1536 (local.get $o) (local.get $s30))
        (v128.store offset=1552 (local.get $o) (local.get $s31))
        (br_if $rights
          (i32.lt_u (local.tee $h (i32.add (local.get $h) (i32.const 1)))
                    (local.get $rightGroups))))
      (br_if $lefts
        (i32.lt_u (local.tee $g (i32.add (local.get $g) (i32.const 1))) (local.get $leftGroups))))))
